import { htmlPage, type PageSection } from '@hebbench/report';
import { ENERGY_NOTE } from '@hebbench/spiking';
import type { SuiteResults } from '../../suite.ts';
import { claimsTable } from '../common/claims.ts';
import { claimsSection, claimsText, claimsTitle } from '../common/claims-report.ts';
import { figureSections, figuresText } from '../common/charts.ts';
import { tableSections, tablesText } from '../common/headed-tables.ts';
import { bullets } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { FIGURE_SETS, namesOf, setNotes, whyNoClaims } from '../common/sets.ts';
import { SPIKING_SCALES } from './cells.ts';
import { spikingClaims } from './claims.ts';
import { energyTable } from './energy-table.ts';
import { figuresOf } from './figures.ts';
import { doubtNotes, silentNotes, spikingResults } from './results.ts';
import {
  accuracyTable,
  carriedTable,
  learnedTable,
  metricsCsv,
  operationsTable,
  robustnessTable,
  stepsCsv,
} from './tables.ts';

function protocol(results: SuiteResults): string[] {
  return [
    ...setNotes(results),
    `The networks of Table 1 with one hidden layer, on ${namesOf(results.sets ?? FIGURE_SETS)}, with and without the constraint (⁺).`,
    ...PROTOCOL,
  ];
}

const PROTOCOL: readonly string[] = [
  'Converted: weights as they are. Neurons integrate without leak, take the threshold off when they spike, and begin at half of it; thresholds are balanced on training images, so that one spike a step stands for the 99.9th percentile of a layer’s activity. Output neurons integrate, and the largest decides.',
  'Images are constant currents, whose products are taken once, or random spikes (at each step with the pixel’s value as probability, drawn anew for each image, the same for each network).',
  'Equation (6), with the constraint, is carried in three ways: `image`, mean and maximum of each image’s own currents; `inhibition`, the mean taken off by an interneuron at each step, and one maximum for all images, the mean over training images; `frozen`, both constant. K&H’s power acts on the mean current so far.',
  'First spike: output neurons have thresholds, and the first of them to spike decides; of its operations those before it count.',
  'Learned: equation (1) on spike traces, updated while images are shown as random spikes, under an output layer trained by gradient descent on spike counts; untrained, the same without the training of its hidden layer.',
  'Robustness: FGSM and PGD (the worst case over cross-entropy and margin) follow a surrogate gradient, that of rate–current curves at the rates of the simulation; the true gradient of spikes is zero. Transfer: images that fool the dense network. Square, transfer and the order of attacks check each point; difference quotients cannot, as spikes have none.',
];

const COLUMN_NOTES: readonly string[] = [
  'Lost: points of the dense network’s accuracy. Steps to it: from which on the loss stays within half a point; over the seeds that reach it, and – where none does. Same answers: images on which both agree, right or wrong.',
  'Synapses crossed: additions, one for each synapse of a weight that is not 0 and each spike. Multiply–adds: of an image that is a current, once. Membrane updates: every neuron at every step. Silent: synapses that nothing crossed, of all that a dense network has, those of weight 0 among them.',
];

/** CSV files, charts, Markdown and a page. */
export function reportFiles(suiteResults: SuiteResults): Map<string, string> {
  const results = spikingResults(suiteResults);
  const { converted, learned } = results;
  const figures = figuresOf(results);
  const title = claimsTitle('Spiking networks', suiteResults);
  const claims = whyNoClaims(suiteResults) ?? claimsTable(spikingClaims(results));
  const notes = [
    ...COLUMN_NOTES,
    ENERGY_NOTE,
    ...silentNotes(converted),
    ...doubtNotes([...converted, ...learned]),
  ];
  const { shown } = SPIKING_SCALES[suiteResults.scale];
  const tables = [
    { heading: `Accuracy after ${shown} steps`, table: accuracyTable(converted) },
    { heading: `Operations of an image after ${shown} steps`, table: operationsTable(converted) },
    { heading: 'Estimated energy of arithmetic, an image', table: energyTable(converted) },
    { heading: 'Ways to carry equation (6)', table: carriedTable(converted) },
    { heading: 'Learning from spikes', table: learnedTable(learned) },
    { heading: 'Accuracy under attack', table: robustnessTable([...converted, ...learned]) },
  ].filter(({ table: { rows } }) => rows.length > 0);
  const sections: PageSection[] = [
    claimsSection('What the paper expects', 'What the paper expects of spikes', claims),
    ...tableSections(tables),
    ...figureSections(figures),
    { heading: 'What the columns are, and what to doubt', parts: [{ kind: 'list', items: notes }] },
    ...provenanceSections(protocol(suiteResults), suiteResults),
  ];
  return new Map([
    ['spiking.csv', metricsCsv(results)],
    ['steps.csv', stepsCsv(converted)],
    ...figures.map(({ file, svg }) => [file, svg] as const),
    [
      'summary.md',
      `${claimsText(title, 'What the paper expects', claims)}

${tablesText(tables)}

${figuresText(figures)}

## What the columns are, and what to doubt

${bullets(notes)}

${provenanceText(protocol(suiteResults), suiteResults)}`,
    ],
    ['report.html', htmlPage(title, sections)],
  ]);
}
