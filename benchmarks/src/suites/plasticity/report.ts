import { htmlPage, type PageSection } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { CLAIM_NOTE, claimsTable, STAND_INS } from '../common/claims.ts';
import { bullets, markdown } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
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

const PROTOCOL: readonly string[] = [
  'The networks of Table 1 with one hidden layer and the constraint on digits. Long training: ten times the table’s epochs, of hidden and output layer, on five sixths of the training images, at scales quick and paper; the joint schedule, in which both layers learn from each batch as in the paper’s Fig. 1, for as many as its own output layer has there at most.',
  'Whoever stops early decides by validation images; what it gains is measured on test images.',
  'Widths: the same networks with other numbers of units, trained as long as in Table 1.',
  `What counts as holding, written down before the first run on real images: a gain of early stopping below ${NO_GAIN} points; changes in the last epoch below ${SETTLED} of those in the first; more than ${ONGOING} % of all synapses born, and lost, in the last epoch; and elsewhere less than backpropagation, as the claim has it.`,
];

/** CSV files, charts, Markdown and a page. */
export function reportFiles(suiteResults: SuiteResults): Map<string, string> {
  const results = plasticityResults(suiteResults);
  const { long, widths } = results;
  const figures = figuresOf(results);
  const claims = suiteResults.data === 'embedded' ? undefined : claimsTable(plasticityClaims(results));
  const title = `Plasticity that regulates itself, scale ${suiteResults.scale}, ${suiteResults.data} data`;
  const tables = [
    { heading: 'Long training', table: longTable(long) },
    { heading: 'Width', table: widthTable(widths) },
    { heading: 'Growth of the synapses in use', table: growthTable(widths) },
  ].filter(({ table: { rows } }) => rows.length > 0);
  const sections: PageSection[] = [
    {
      heading: 'The paper’s claims',
      parts: claims
        ? [
            { kind: 'text', text: CLAIM_NOTE },
            { kind: 'table', caption: 'The paper’s claims on plasticity', ...claims },
          ]
        : [{ kind: 'text', text: STAND_INS }],
    },
    ...tables.map(({ heading, table }): PageSection => ({
      heading,
      parts: [{ kind: 'table', caption: heading, ...table }],
    })),
    ...figures.map(({ title: heading, svg, caption, csv }): PageSection => ({
      heading,
      parts: [{ kind: 'figure', svg, caption, csv }],
    })),
    { heading: 'What the columns are', parts: [{ kind: 'list', items: COLUMN_NOTES }] },
    ...provenanceSections(PROTOCOL, suiteResults),
  ];
  return new Map([
    ['plasticity.csv', metricsCsv(results)],
    ['training.csv', trainingCsv(long)],
    ['pruning.csv', pruningCsv(widths)],
    ...figures.map(({ file, svg }) => [file, svg] as const),
    [
      'summary.md',
      `# ${title}

## The paper’s claims

${claims ? `${CLAIM_NOTE}\n\n${markdown(claims)}` : STAND_INS}

${tables.map(({ heading, table }) => `## ${heading}\n\n${markdown(table)}`).join('\n\n')}

${figures.map(({ title: heading, file, caption }) => `## ${heading}\n\n![${caption}](${file})\n\n${caption}`).join('\n\n')}

## What the columns are

${bullets(COLUMN_NOTES)}

${provenanceText(PROTOCOL, suiteResults)}`,
    ],
    ['report.html', htmlPage(title, sections)],
  ]);
}
