import type { Scale } from '@hebbench/core';
import type { SuiteResults } from '../../suite.ts';
import { BEST_ROW, CHOSEN, READINGS_BESIDE, readingOf, type ReadingBeside } from '../common/rows/index.ts';
import { OWN_OUTPUT } from '../common/rows/krotov-hopfield.ts';
import { PHOTOGRAPH_SETTINGS, type PhotographSettings } from '../common/rows/krotov-hopfield-photographs.ts';
import { isOfPaper, setNotes } from '../common/sets.ts';

/** How the numbers were made. */
export function protocol(results: SuiteResults): string[] {
  return isOfPaper(results) ? onPaperSets(results) : onOtherSets(results);
}

/** What holds on any images. */
function onOtherSets(results: SuiteResults): string[] {
  return [
    ...setNotes(results),
    sizes(results),
    INTERVALS,
    'The grid is that of Table 1: its rows, depths and constraint, with other images. No number of the paper is of these images, so that none stands beside them.',
    OF_CONTROL,
  ];
}

const INTERVALS =
  'Intervals are 95 % t-intervals of the mean over seeds: they cover initial weights, sample order and perturbations, not the choice of images. With one seed there is no interval.';
const OF_CONTROL =
  'The control has the same shape and start as the proposed rule and trains its output layer alone. A rule that does not beat it has not shown that its hidden layer learned something useful.';

function sizes({ cells, scale, sets = [] }: SuiteResults): string {
  const images = [
    ...new Set(
      cells.map(({ dataset, trainImages = Infinity }) => {
        const there = sets.find(({ name }) => name === dataset)?.images.train ?? Infinity;
        const count = Math.min(trainImages, there);
        return `${dataset}: ${count === Infinity ? 'all' : count} training images`;
      }),
    ),
  ];
  const seeds = [...new Set(cells.map((cell) => cell.seeds.length))].toSorted((a, b) => a - b);
  return `Scale ${scale}: ${images.join(', ')}; ${seeds.join(' or ')} seed${seeds.at(-1) === 1 ? '' : 's'} a cell; accuracy on the whole test set after a fixed budget. The test set was never used to stop or to choose.`;
}

function onPaperSets(results: SuiteResults): string[] {
  const { scale } = results;
  return [
    sizes(results),
    INTERVALS,
    'Columns 2, 10 and CIFAR-10 of the proposed rule use a gradient-trained output layer; the paper does not say which one it used there. "with ReLU" (K&H ᵇ) is power n = 1. BP has no ᵇ of its own: it would be the same network as ᵃ.',
    'The paper calls the training of the proposed rule’s own output layer (ᵇ) extended, and prints no number of epochs. At its sizes that layer gains for thousands of them; there a column has the fewest of 1000, 4000 and 16 000 that reach the paper on validation images (suite tuning, questions output-readings). Those of each cell stand under Cost.',
    `K&H and BP have one row: what Krotov and Hopfield print, and settings of ours where the paper prints none. The proposed rule has a second one with our settings where this scale has a budget for it.${BEST_ROW.scales?.includes(scale) ? ' Its own output layer tries many perturbations an update there, and learns from deviations from the units’ means; with the constraint, its weights start far from 0, where the perturbation changes them no more (suite tuning, questions best-output-free and hidden-nonneg-output).' : ''}`,
    'BP through ten constrained layers: on validation images, plain gradient descent at a rate of 0.5 and networks without equation (6) stay at chance, as the paper’s network does; Adam at a rate of 0.0001 with equation (6), used here, does not (suite tuning, question backprop-deep).',
    'The proposed rule is trained into the regime that the paper describes, in which most hidden weights are zero. That costs accuracy: here it may fall below the untrained control, whose weights are all positive, and which loses all accuracy under attack (suites regime and figure4 show both).',
    ...readings(results),
    'What the paper leaves open and which readings were tried on validation images: suite tuning (reports/tuning). Two readings were settled beforehand and have no record: equation (6) normalises each sample over its units, because otherwise the output for one image would depend on others, and equation (1) is averaged over the batch, as with a sum one step takes all constrained weights to zero.',
    `Gradient-trained output layers, but for backpropagation’s, learn by Adam: at a rate of 0.003 from hidden activity, and on CIFAR-10 at 0.001 from its deviations from each unit’s mean, without which they do not converge in these epochs. Chosen on validation images (suite tuning, questions head and head-input). ${outputLayersOfKrotovHopfield(scale)}`,
    OF_CONTROL,
  ];
}

/** How networks with the constraint are read, where any have run that a reading changes. */
function readings({ records }: SuiteResults): string[] {
  const run = new Set(records.map(({ cell }) => readingOf(cell)));
  const textOf = ({ text, candidate }: ReadingBeside): string => `${text} (candidate ${candidate.name})`;
  const beside = READINGS_BESIDE.filter((reading) => run.has(reading)).map(
    (reading) => `in rows with “${reading.title}”, ${textOf(reading)}`,
  );
  if (!run.has(CHOSEN) && beside.length === 0) return [];
  return [
    [
      `The paper’s words leave open where equation (6) acts, and how long hidden layers learn: docs/readings.md. With the constraint, the rows ${CHOSEN.rows.map(({ title }) => title).join(', ')} have the reading that came nearest to all of the paper’s numbers on validation images: ${textOf(CHOSEN)}.`,
      ...(beside.length > 0 ? [`Others stand beside it: ${beside.join('; ')}.`] : []),
      'But for those of the presets, hidden layers learn for as many passes as bring their network nearest to the paper’s numbers, photographs for at most 30. K&H’s networks, and those with our settings, have equation (6) on currents. A row is held against the control that has the same equation (6).',
    ].join(' '),
  ];
}

function outputLayersOfKrotovHopfield(scale: Scale): string {
  const own = OWN_OUTPUT[scale];
  const photographs = photographsOfKrotovHopfield(PHOTOGRAPH_SETTINGS[scale]);
  return own
    ? `K&H’s own network for digits, one layer with n = 4.5 and without the constraint, learns from such deviations by its authors’ loss Σ|tanh(z) − t|^${own.lossPower}, at ${own.headLearningRate} (question output-krotov-hopfield). ${photographs}`
    : photographs;
}

function photographsOfKrotovHopfield({ power, headInput, headLearningRate }: PhotographSettings): string {
  return headInput === 'centred'
    ? `K&H’s on CIFAR-10 learns from such deviations of the power n = ${power} of its currents, at ${headLearningRate}: most of its units settle in these epochs, and then ask for that (questions settled-cifar).`
    : `K&H’s on CIFAR-10 learns as on digits, with n = ${power}: in these epochs its units do not settle.`;
}
