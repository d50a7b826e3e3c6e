import { metric } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { machineKinds, machinesNote, secondsText } from '../common/machines.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { provenanceText } from '../common/provenance.ts';
import { COMPARISON_NOTE, comparisonTable } from './comparisons.ts';
import { findings } from './findings.ts';
import { paperText, percent, withInterval } from './format.ts';
import type { KrotovHopfieldCifar } from './krotov-hopfield-cifar.ts';
import { COLUMNS } from './paper.ts';
import { CURVES_NOTE, type LearningCurves } from './curves.ts';
import { entryResults, type EntryResult } from './results.ts';
import { TABLE_SCALES, type TableScale } from './scales.ts';
import { hasVerdicts, VERDICT_NOTE, verdictTable } from './verdicts.ts';

/** What the marks of the table mean. */
export const LEGEND =
  '⁺ nonnegative weights; ᵃ output layer trained by BP; ᵇ proposed: its own WP output layer, K&H: ReLU; ᶜ quoted in the paper, not measured there; ± half of the 95 % interval over seeds, without it: one seed; * not all seeds yet.';

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
  const paper = entry.paper === undefined ? '' : ` (${paperText(entry)})`;
  if (entry.repeats) return `as ᵃ${paper}`;
  if (entry.result.status === 'failed') return `failed${paper}`;
  return `${withInterval(entry.accuracy)}${entry.result.status === 'partial' ? '*' : ''}${paper}`;
}

/** Time, memory and sparsity of each cell. */
export function costTable(results: SuiteResults): TextTable {
  const kinds = machineKinds(results.records);
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
          secondsText(result.records, kinds),
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
    'The paper calls the training of the proposed rule’s own output layer (ᵇ) extended, and prints no number of epochs. At its sizes that layer gains for thousands of them; there a column has the fewest of 1000, 4000 and 16 000 that reach the paper on validation images (suite tuning, questions output-readings). Those of each cell stand under Cost.',
    `K&H and BP have one row: what Krotov and Hopfield print, and settings of ours where the paper prints none. The proposed rule has a second one with our settings where this scale has a budget for it.${TABLE_SCALES[scale].best ? ' Its own output layer tries many perturbations an update there, and learns from deviations from the units’ means; with the constraint, its weights start far from 0, where the perturbation changes them no more (suite tuning, questions best-output-free and hidden-nonneg-output).' : ''}`,
    'BP through ten constrained layers: on validation images, plain gradient descent at a rate of 0.5 and networks without equation (6) stay at chance, as the paper’s network does; Adam at a rate of 0.0001 with equation (6), used here, does not (suite tuning, question backprop-deep).',
    'The proposed rule is trained into the regime that the paper describes, in which most hidden weights are zero. That costs accuracy: here it may fall below the untrained control, whose weights are all positive, and which loses all accuracy under attack (suites regime and figure4 show both).',
    'What the paper leaves open and which readings were tried on validation images: suite tuning (reports/tuning). Two readings were settled beforehand and have no record: equation (6) normalises each sample over its units, because otherwise the output for one image would depend on others, and equation (1) is averaged over the batch, as with a sum one step takes all constrained weights to zero.',
    `Gradient-trained output layers, but for backpropagation’s, learn by Adam: at a rate of 0.003 from hidden activity, and on CIFAR-10 at 0.001 from its deviations from each unit’s mean, without which they do not converge in these epochs. Chosen on validation images (suite tuning, questions head and head-input). ${outputLayersOfKrotovHopfield(TABLE_SCALES[scale])}`,
    'The control has the same shape and start as the proposed rule and trains its output layer alone. A rule that does not beat it has not shown that its hidden layer learned something useful.',
  ];
}

function outputLayersOfKrotovHopfield({
  krotovHopfieldOutput: own,
  krotovHopfieldCifar,
}: TableScale): string {
  const photographs = photographsOfKrotovHopfield(krotovHopfieldCifar);
  return own
    ? `K&H’s own network for digits, one layer with n = 4.5 and without the constraint, learns from such deviations by its authors’ loss Σ|tanh(z) − t|^${own.lossPower}, at ${own.headLearningRate} (question output-krotov-hopfield). ${photographs}`
    : photographs;
}

function photographsOfKrotovHopfield({ power, headInput, headLearningRate }: KrotovHopfieldCifar): string {
  return headInput === 'centred'
    ? `K&H’s on CIFAR-10 learns from such deviations of the power n = ${power} of its currents, at ${headLearningRate}: most of its units settle in these epochs, and then ask for that (questions settled-cifar).`
    : `K&H’s on CIFAR-10 learns as on digits, with n = ${power}: in these epochs its units do not settle.`;
}

/** `summary.md` */
export function summaryMarkdown(results: SuiteResults, curves: LearningCurves | undefined): string {
  const comparisons = comparisonTable(results);
  const machines = machinesNote(results.records);
  return `# Table 1, scale ${results.scale}, ${results.data} data

Test accuracy in percent: ours (the paper’s). ${LEGEND.replace('*', '\\*')}

${markdown(mainTable(results))}

## Findings

${bullets(findings(results))}
${hasVerdicts(results) ? `\n## Cell by cell\n\n${VERDICT_NOTE}\n\n${markdown(verdictTable(results))}\n` : ''}${comparisons ? `\n## Differences between rules\n\n${COMPARISON_NOTE}\n\n${markdown(comparisons)}\n` : ''}${curves ? `\n## Learning curves\n\n${CURVES_NOTE}\n\n${curves.figures.map(({ name, title }) => `![Learning curves, ${title}](${name})`).join('\n\n')}\n` : ''}
## Cost

${machines === undefined ? '' : `${machines}\n\n`}${markdown(costTable(results))}

${provenanceText(protocol(results), results)}`;
}
