import { htmlPage, type PageSection } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { claimsTable } from '../common/claims.ts';
import { claimsSection, claimsText, claimsTitle } from '../common/claims-report.ts';
import { figureSections, figuresText } from '../common/charts.ts';
import { tableSections, tablesText } from '../common/headed-tables.ts';
import { bullets } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { FIGURE_SETS, namesOf, setNotes, whyNoClaims } from '../common/sets.ts';
import { PLASTICITY_SCALES } from './cells.ts';
import { NO_GAIN, ONGOING, plasticityClaims, SETTLED } from './claims.ts';
import { figuresOf } from './figures.ts';
import { plasticityResults } from './results.ts';
import {
  COLUMN_NOTES,
  growthTable,
  longTable,
  metricsCsv,
  pruningCsv,
  trainingCsv,
  widthTable,
} from './tables.ts';

function protocol(results: SuiteResults): string[] {
  const { longer, longImages, jointEpochs, widths } = PLASTICITY_SCALES[results.scale];
  const images =
    longImages === undefined ? 'five sixths of the training images' : `${longImages} training images`;
  const times = longer === 1 ? 'as many epochs as there' : `${longer} times the table’s epochs`;
  return [
    ...setNotes(results),
    `The networks of Table 1 with one hidden layer and the constraint, on ${namesOf(results.sets ?? FIGURE_SETS)}. Long training: ${times}, of hidden and output layer, on ${images}, without those of the validation split; the joint schedule, in which both layers learn from each batch as in the paper’s Fig. 1, for ${jointEpochs} epochs.`,
    ...PROTOCOL,
    `Widths: the same networks with ${widths.join(', ')} units, trained as long as in Table 1.`,
  ];
}

const PROTOCOL: readonly string[] = [
  'Whoever stops early decides by validation images; what it gains is measured on test images.',
  `What counts as holding, written down before the first run on real images: a gain of early stopping below ${NO_GAIN} points; changes in the last epoch below ${SETTLED} of those in the first; more than ${ONGOING} % of all synapses born, and lost, in the last epoch; and elsewhere less than backpropagation, as the claim has it.`,
];

/** CSV files, charts, Markdown and a page. */
export function reportFiles(suiteResults: SuiteResults): Map<string, string> {
  const results = plasticityResults(suiteResults);
  const { long, widths } = results;
  const figures = figuresOf(results);
  const claims = whyNoClaims(suiteResults) ?? claimsTable(plasticityClaims(results));
  const title = claimsTitle('Plasticity that regulates itself', suiteResults);
  const tables = [
    { heading: 'Long training', table: longTable(long) },
    { heading: 'Width', table: widthTable(widths) },
    { heading: 'Growth of the synapses in use', table: growthTable(widths) },
  ].filter(({ table: { rows } }) => rows.length > 0);
  const sections: PageSection[] = [
    claimsSection('The paper’s claims', 'The paper’s claims on plasticity', claims),
    ...tableSections(tables),
    ...figureSections(figures),
    { heading: 'What the columns are', parts: [{ kind: 'list', items: COLUMN_NOTES }] },
    ...provenanceSections(protocol(suiteResults), suiteResults),
  ];
  return new Map([
    ['plasticity.csv', metricsCsv(results)],
    ['training.csv', trainingCsv(long)],
    ['pruning.csv', pruningCsv(widths)],
    ...figures.map(({ file, svg }) => [file, svg] as const),
    [
      'summary.md',
      `${claimsText(title, 'The paper’s claims', claims)}

${tablesText(tables)}

${figuresText(figures)}

## What the columns are

${bullets(COLUMN_NOTES)}

${provenanceText(protocol(suiteResults), suiteResults)}`,
    ],
    ['report.html', htmlPage(title, sections)],
  ]);
}
