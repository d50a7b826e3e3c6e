import type { MEASURES } from '../model/league.ts';

/** What the columns of {@link MEASURES} are called. */
export const MEASURE_TITLES: Readonly<Record<(typeof MEASURES)[number], string>> = {
  sparsity: 'zero %',
  dalesLaw: 'Dale’s law %',
  robust: 'PGD %',
  oneShot: 'one shot %',
};

/** Whether a rule is local, in a word. */
export function localText(local: boolean | undefined): string {
  return local === undefined ? 'not said' : local ? 'yes' : 'no';
}
