import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import type { WeightThen } from '../networks.ts';
import { onNetworks, runs, type Check } from './check.ts';

/** With the constraint, all weights and biases are ≥ 0 at the start and after every step. */
export const weightsStayNonnegative: Check = afterEveryStep(({ name, values }) => {
  const smallest = values.reduce((min, w) => Math.min(min, w), Infinity);
  expect(smallest, `smallest weight of ${name}`).toBeGreaterThanOrEqual(0);
});

/** With the constraint, all outgoing weights of a unit have one sign (Dale's law). */
export const dalesLawHolds: Check = afterEveryStep(({ name, kind, values, shape, transposed }) => {
  if (kind !== 'kernel') return;
  const [, columns] = shape as readonly [number, number];
  const signs = new Map<number, number>();
  const mixed = new Set<number>();
  values.forEach((w, at) => {
    const unit = transposed ? at % columns : Math.floor(at / columns);
    if (w === 0) return;
    const sign = signs.get(unit) ?? Math.sign(w);
    if (Math.sign(w) !== sign) mixed.add(unit);
    signs.set(unit, sign);
  });
  expect([...mixed], `units with weights of both signs in ${name}`).toEqual([]);
});

function afterEveryStep(holds: (weight: WeightThen) => void): Check {
  return onNetworks((_, settings, networks) =>
    fc.assert(
      fc.asyncProperty(trials({ nonnegative: true, form: settings.form }), async (trial) => {
        for (const weights of await networks.course(trial)) weights.forEach(holds);
      }),
      runs(settings),
    ),
  );
}
