import { htmlPage, plainMarkdown, toCsv } from '@hebbench/report';
import { lineChart, type LinePoint } from '@hebbench/report/figures';
import type { SuiteResults } from '../../suite.ts';
import { markdown, type TextTable } from '../common/markdown.ts';
import { CHOSEN, OF_PRESETS } from '../common/rows/index.ts';
import { FIGURE_SETS, isOfPaper, namesOf, reportTitle, setNotes } from '../common/sets.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { regimeGroups, regimeRows, regimeTable, titled, type RegimeRow } from './rows.ts';

function protocol(results: SuiteResults): string[] {
  return [
    ...setNotes(results),
    `The proposed rule with the constraint and one hidden layer on ${namesOf(results.sets ?? FIGURE_SETS)}, gradient-trained output layer: only the rate and the epochs of the hidden layer differ.`,
    ...PROTOCOL,
    ...(regimeRows(results).some(({ reading }) => reading === CHOSEN)
      ? [`Networks with “${CHOSEN.title}” have equation (6) as verdicts are made with it: docs/readings.md.`]
      : []),
  ];
}

const PROTOCOL: readonly string[] = [
  'Zero: weights of at most 0.005 of the largest. PGD: ε = 0.1, 40 steps of 0.01 on cross-entropy and margin, the worst case for each image.',
  'The paper prints η = 0.0005 and not how long the hidden layer was trained. The `paper` preset is the regime that it describes: about 90 % of the weights zero.',
];

const CAPTION =
  'Accuracy on clean images and under PGD, and sparsity, against the training of the hidden layer: epochs times rate. Points at the left end: after one epoch at the printed rate.';

/** Networks of one reading for people. */
interface Shown {
  readonly name: string;
  readonly heading: string;
  readonly svg: string;
  readonly table: TextTable;
}

/** `regime.csv`, the figures, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const rows = regimeRows(results);
  const what = 'Accuracy, sparsity and robustness over hidden training';
  const title = isOfPaper(results)
    ? `${what}, scale ${results.scale}, ${results.data} data`
    : `${what}: ${reportTitle('this suite', results)}`;
  const csv = toCsv(
    ['reading', 'rate', 'epochs', 'seeds', 'sparsity', 'accuracy', 'pgd_0.1'],
    rows.map(({ reading, rate, epochs, seeds, sparsity, accuracy, robust }) => ({
      reading: (reading ?? OF_PRESETS).candidate.name,
      rate,
      epochs,
      seeds,
      sparsity: sparsity?.mean.toFixed(2),
      accuracy: accuracy?.mean.toFixed(2),
      'pgd_0.1': robust?.mean.toFixed(2),
    })),
  );
  const groups = regimeGroups(rows).map(({ reading, rows: own }): Shown => ({
    name: reading === undefined || reading === CHOSEN ? 'regime.svg' : `regime-${reading.name}.svg`,
    heading: titled('Over hidden training', reading),
    svg: chart(own, titled(title, reading)),
    table: regimeTable(own),
  }));
  return new Map([
    ['regime.csv', csv],
    ...groups.map(({ name, svg }) => [name, svg] as const),
    [
      'summary.md',
      `# ${plainMarkdown(title)}

${groups.map((group) => markdownOf(group, groups.length > 1)).join('\n\n')}

${provenanceText(protocol(results), results)}`,
    ],
    [
      'report.html',
      htmlPage(title, [
        ...groups.map(({ heading, svg, table }) => ({
          heading,
          parts: [
            {
              kind: 'figure' as const,
              svg,
              caption: CAPTION,
              csv: { name: 'regime.csv', content: csv },
            },
            { kind: 'table' as const, caption: 'The networks', ...table },
          ],
        })),
        ...provenanceSections(protocol(results), results),
      ]),
    ],
  ]);
}

function markdownOf({ name, heading, table }: Shown, isOneOfSeveral: boolean): string {
  const above = isOneOfSeveral ? `## ${heading}\n\n` : '';
  return `${above}![${CAPTION}](${name})\n\n${CAPTION}\n\n${markdown(table)}`;
}

function chart(rows: readonly RegimeRow[], title: string): string {
  const trained = rows.filter(({ epochs }) => epochs > 0);
  const points = (['accuracy', 'robust', 'sparsity'] as const).flatMap((name) =>
    trained
      .map(({ rate, epochs, ...row }): LinePoint => ({
        series: { accuracy: 'accuracy', robust: 'accuracy under PGD, ε = 0.1', sparsity: 'zero weights' }[
          name
        ],
        x: epochs * rate,
        y: row[name]?.mean ?? Number.NaN,
        interval: row[name]?.ci95,
      }))
      .toSorted((a, b) => a.x - b.x),
  );
  return lineChart({
    points,
    title,
    description: CAPTION,
    xLabel: 'epochs × η',
    yLabel: '%',
    logarithmicX: true,
    yDomain: [0, 100],
  });
}
