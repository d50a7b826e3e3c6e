import { COLUMNS } from '../columns.ts';

/** Test accuracies in percent as the paper prints them, in the order of its columns, by the columns' keys. */
export function paperAccuracies(...accuracies: (number | null)[]): Readonly<Record<string, number | null>> {
  return Object.fromEntries(COLUMNS.map(({ key }, i) => [key, accuracies[i]!]));
}
