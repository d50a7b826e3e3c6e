import { metric } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { provenanceText } from '../common/provenance.ts';
import { COMPARISON_NOTE, comparisonTable } from './comparisons.ts';
import { meanSeconds } from './csv.ts';
import { percent, signed, withInterval } from './format.ts';
import { COLUMNS } from './paper.ts';
import { entryResults, type EntryResult } from './results.ts';

/** Our numbers with the paper's in brackets, laid out as in the paper. */
export function mainTable(results: SuiteResults): TextTable {
  const entries = entryResults(results);
  const rows = [...new Set(entries.map(({ row }) => row))];
  return {
    columns: ['rule', ...COLUMNS.map(({ title }) => title)],
    rows: rows.map((row) => [
      row.title,
      ...COLUMNS.map((column) =>
        mainEntry(entries.find((entry) => entry.row === row && entry.column === column)),
      ),
    ]),
  };
}

function mainEntry(entry: EntryResult | undefined): string {
  if (!entry) return '–';
  const paper = entry.paper === undefined ? '' : ` (${entry.paper === null ? 'N/A' : percent(entry.paper)})`;
  if (entry.repeats) return `as ᵃ${paper}`;
  if (entry.result.status === 'failed') return `failed${paper}`;
  return `${withInterval(entry.accuracy)}${entry.result.status === 'partial' ? '*' : ''}${paper}`;
}

/** What the numbers say, sentence by sentence. */
export function findings(results: SuiteResults): string[] {
  const entries = entryResults(results).filter(({ repeats, accuracy }) => !repeats && accuracy !== undefined);
  return [...againstPaper(entries, results), ...againstControl(entries)];
}

function againstPaper(entries: readonly EntryResult[], { data, scale }: SuiteResults): string[] {
  const compared = entries.filter(({ paper }) => typeof paper === 'number');
  if (compared.length === 0) return [];
  if (data === 'embedded') {
    return ['The images are embedded stand-ins: differences from the paper’s numbers mean nothing here.'];
  }
  const differenceOf = ({ accuracy, paper }: EntryResult): number => accuracy!.mean - paper!;
  const above = compared.filter((entry) => differenceOf(entry) >= 0);
  const below = compared.filter((entry) => differenceOf(entry) < 0);
  const list = (some: readonly EntryResult[]): string =>
    some
      .map((entry) => `${entry.row.title} ${entry.column.title} (${signed(differenceOf(entry))})`)
      .join(', ');
  const caveat =
    scale === 'paper' ? '' : ` At scale ${scale} networks, images and budgets are smaller than the paper’s.`;
  return [
    ...(above.length > 0
      ? [`At or above the paper in ${above.length} of ${compared.length} cells: ${list(above)}.`]
      : []),
    ...(below.length > 0
      ? [`Below the paper in ${below.length} of ${compared.length} cells: ${list(below)}.${caveat}`]
      : []),
  ];
}

/** The control has the same shape and start, and learns in its output layer alone. */
function againstControl(entries: readonly EntryResult[]): string[] {
  const notAbove = entries.flatMap((entry) => {
    const control = entries.find(
      ({ cell }) =>
        cell.rule === 'random-features' &&
        cell.dataset === entry.cell.dataset &&
        cell.nonnegative === entry.cell.nonnegative &&
        cell.hidden.length === entry.cell.hidden.length,
    );
    if (!control || entry.row === control.row) return [];
    const difference = entry.accuracy!.mean - control.accuracy!.mean;
    return difference > 0 ? [] : [`${entry.row.title} ${entry.column.title} (${signed(difference)})`];
  });
  if (notAbove.length === 0) return [];
  return [
    `Not above the control, an untrained hidden layer with a trained output layer, in ${notAbove.length} cells: ${notAbove.join(', ')}. With several seeds, the differences between rules are tested below; with one, there is no test.`,
  ];
}

/** Time, memory and sparsity of each cell. */
export function costTable(results: SuiteResults): TextTable {
  return {
    columns: [
      'cell',
      'units',
      'epochs hidden + head',
      'seconds',
      'peak MiB',
      'sparsity %',
      'train %',
      'test %',
    ],
    rows: entryResults(results)
      .filter(({ repeats }) => !repeats)
      .map((entry) => {
        const { cell, result, accuracy } = entry;
        const peak = Math.max(...result.records.map(({ provenance }) => provenance.peakMemoryBytes));
        return [
          cell.id,
          `${cell.hidden.length} × ${cell.hidden[0]}`,
          `${cell.budget.hiddenEpochs} + ${cell.budget.headEpochs}`,
          meanSeconds(entry)?.toFixed(1) ?? '–',
          result.records.length > 0 ? (peak / 2 ** 20).toFixed(0) : '–',
          percent(metric(result, 'sparsity')?.mean),
          percent(metric(result, 'trainAccuracy')?.mean),
          withInterval(accuracy),
        ];
      }),
  };
}

/** How the numbers were made. */
export function protocol({ cells, scale }: SuiteResults): string[] {
  const images = [
    ...new Set(cells.map((cell) => `${cell.dataset}: ${cell.trainImages ?? 'all'} training images`)),
  ];
  const seeds = [...new Set(cells.map((cell) => cell.seeds.length))].toSorted((a, b) => a - b);
  return [
    `Scale ${scale}: ${images.join(', ')}; ${seeds.join(' or ')} seed${seeds.at(-1) === 1 ? '' : 's'} a cell; accuracy on the whole test set after a fixed budget. The test set was never used to stop or to choose.`,
    'Intervals are 95 % t-intervals of the mean over seeds: they cover initial weights, sample order and perturbations, not the choice of images. With one seed there is no interval.',
    'Columns 2, 10 and CIFAR-10 of the proposed rule use a gradient-trained output layer; the paper does not say which one it used there. "with ReLU" (K&H ᵇ) is power n = 1. BP has no ᵇ of its own: it would be the same network as ᵃ.',
    'The proposed rule is trained into the regime that the paper describes, in which most hidden weights are zero. That costs accuracy: here it may fall below the untrained control, whose weights are all positive, and which loses all accuracy under attack (suites regime and figure4 show both).',
    'What the paper leaves open, which readings were tried on validation images and which ones are used: suite tuning (reports/tuning).',
    'The control has the same shape and start as the proposed rule and trains its output layer alone. A rule that does not beat it has not shown that its hidden layer learned something useful.',
  ];
}

/** `summary.md` */
export function summaryMarkdown(results: SuiteResults, hasCurves: boolean): string {
  const comparisons = comparisonTable(results);
  return `# Table 1, scale ${results.scale}, ${results.data} data

Test accuracy in percent: ours (the paper’s). ⁺ nonnegative weights; ᵃ output layer trained by BP; ᵇ proposed: its own WP output layer, K&H: ReLU; \\* not all seeds yet.

${markdown(mainTable(results))}

## Findings

${bullets(findings(results))}
${comparisons ? `\n## Differences between rules\n\n${COMPARISON_NOTE}\n\n${markdown(comparisons)}\n` : ''}${hasCurves ? '\n![Learning curves](curves.svg)\n' : ''}
## Cost

${markdown(costTable(results))}

${provenanceText(protocol(results), results)}`;
}
