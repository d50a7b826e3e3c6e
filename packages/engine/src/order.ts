import { FIXED_ORDER } from './auto/choice.ts';
import { readChoice } from './auto/kept-choice.ts';
import type { EngineName } from './names.ts';

/**
 * The engines in the order in which `auto` tries them: that of the list, or with one before the others that was clearly
 * faster when they were measured on this machine. Those of {@link ONLY_BY_NAME} are not among them.
 */
export function engineOrder(): readonly EngineName[] {
  const first = readChoice()?.first;
  return first === undefined ? FIXED_ORDER : [first, ...FIXED_ORDER.filter((name) => name !== first)];
}
