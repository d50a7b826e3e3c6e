import type { Model } from '@hebbench/core';
import type { Attack } from './attack.ts';

/** Attacks another model, and hopes that its adversarial images fool this one too. */
export function transferFrom(source: Model, attack: Attack): Attack {
  return {
    name: `transfer-${attack.name}`,
    perturb: (context, log) => attack.perturb({ ...context, model: source }, log),
  };
}
