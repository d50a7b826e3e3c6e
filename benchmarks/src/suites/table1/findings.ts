import { metric, summarise } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { convergenceNotes } from '../common/convergence.ts';
import { atChance, chanceText } from './chance.ts';
import { pairedDifferences } from './comparisons.ts';
import { isQuoted, percent, signed } from '../common/format.ts';
import { controlOf } from '../common/rows/index.ts';
import { entryResults, isSameNetwork, type EntryResult } from './results.ts';
import { hasVerdicts, verdictCounts } from './verdicts.ts';

/** What the numbers say, sentence by sentence. */
export function findings(results: SuiteResults): string[] {
  const all = entryResults(results);
  // The survivors of a cell with failed seeds are no fair sample.
  const entries = all.filter(
    ({ repeats, accuracy, result }) => !repeats && accuracy !== undefined && result.status !== 'failed',
  );
  return [
    ...againstPaper(entries, results),
    ...chance(entries),
    ...againstControl(entries),
    ...underfitting(entries),
    ...convergenceNotes(results, ({ id }) => {
      const { row, column } = all.find(({ cell }) => cell.id === id)!;
      return `${row.title} ${column.title}`;
    }),
  ];
}

/** A row with settings of ours is compared, but not counted among the paper's cells. */
function againstPaper(entries: readonly EntryResult[], results: SuiteResults): string[] {
  const { data, scale } = results;
  const compared = entries.filter(
    ({ row, column, paper }) => typeof paper === 'number' && !isQuoted(row, column),
  );
  if (compared.length === 0) return [];
  if (data === 'embedded') {
    return ['The images are embedded stand-ins: differences from the paper’s numbers mean nothing here.'];
  }
  const caveat =
    scale === 'paper' ? '' : ` At scale ${scale} networks, images and budgets are smaller than the paper’s.`;
  const printed = compared.filter(({ row }) => row.preset === 'paper');
  const ours = compared.filter(
    (entry) =>
      entry.row.preset !== 'paper' &&
      !printed.some((other) => other.column.key === entry.column.key && isSameNetwork(entry, other)),
  );
  return [
    ...(hasVerdicts(results)
      ? verdictCounts(results)
      : aboveAndBelow(printed, '').map((line) => `${line}${caveat}`)),
    ...aboveAndBelow(ours, ' with settings of ours'),
  ];
}

function aboveAndBelow(entries: readonly EntryResult[], how: string): string[] {
  const differenceOf = ({ accuracy, paper }: EntryResult): number => accuracy!.mean - paper!;
  const line = (where: string, some: readonly EntryResult[]): string[] =>
    some.length === 0
      ? []
      : [
          `${where} the paper${how} in ${some.length} of ${entries.length} cells: ${some
            .map((entry) => `${entry.row.title} ${entry.column.title} (${signed(differenceOf(entry))})`)
            .join(', ')}.`,
        ];
  return [
    ...line(
      'At or above',
      entries.filter((entry) => differenceOf(entry) >= 0),
    ),
    ...line(
      'Below',
      entries.filter((entry) => differenceOf(entry) < 0),
    ),
  ];
}

/** A network that gives every image the same answer has learnt nothing, whatever its accuracy is called. */
function chance(entries: readonly EntryResult[]): string[] {
  const found = atChance(entries);
  if (found.length === 0) return [];
  return [
    `At chance, as one answer for all images is, in ${found.length} cell${found.length === 1 ? '' : 's'}: ${found.map((each) => `${each.entry.row.title} ${each.entry.column.title} (${chanceText(each)})`).join('; ')}.`,
  ];
}

/** The control has the same shape and start, and learns in its output layer alone. */
function againstControl(entries: readonly EntryResult[]): string[] {
  const notAbove = entries.flatMap((entry) => {
    const control = entries.find(
      ({ row, cell }) =>
        row === controlOf(entry.cell) &&
        cell.dataset === entry.cell.dataset &&
        cell.nonnegative === entry.cell.nonnegative &&
        cell.hidden.length === entry.cell.hidden.length,
    );
    if (!control || entry.row === control.row) return [];
    const difference = summarise(pairedDifferences(entry, control))?.mean;
    return difference === undefined || difference > 0
      ? []
      : [`${entry.row.title} ${entry.column.title} (${signed(difference)})`];
  });
  if (notAbove.length === 0) return [];
  return [
    `Not above the control, an untrained hidden layer with a gradient-trained output layer, in ${notAbove.length} cells, over the seeds that both have: ${notAbove.join(', ')}. With several seeds, the differences between rules are tested below; with one, there is no test.`,
  ];
}

/** In percentage points: less than this above the accuracy on test images is no sign of fitting the training images. */
const FITS = 1;

/** Networks that overfitting does not limit: what they have learnt from images holds as well, or as badly, for others. */
function underfitting(entries: readonly EntryResult[]): string[] {
  const found = entries.flatMap(({ row, column, result, accuracy }) => {
    const training = metric(result, 'trainAccuracy')?.mean;
    return training === undefined || training - accuracy!.mean >= FITS
      ? []
      : [`${row.title} ${column.title} (${percent(training)})`];
  });
  if (found.length === 0) return [];
  return [
    `Less than ${FITS} point better on the images they learn from than on test images, in ${found.length} cells: ${found.join(', ')}. Not overfitting limits them, but their hidden layers, or an output layer that has not made the most of these. In brackets: accuracy on training images.`,
  ];
}
