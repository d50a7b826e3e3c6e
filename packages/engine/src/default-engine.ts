import { unknownName } from '@hebbench/core';
import { ENGINE_NAMES, type EngineName } from './names.ts';

/**
 * The engine where none is asked for: that of `HEBBENCH_ENGINE`, or `auto`.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` if `HEBBENCH_ENGINE` names none
 */
export function defaultEngine(): EngineName | 'auto' {
  const wanted = process.env['HEBBENCH_ENGINE'] || 'auto';
  const names = ['auto', ...ENGINE_NAMES] as const;
  const found = names.find((name) => name === wanted);
  if (found === undefined) throw unknownName('engine of HEBBENCH_ENGINE', wanted, [...names]);
  return found;
}
