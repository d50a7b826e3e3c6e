import { htmlPage, plainMarkdown, toCsv } from '@hebbench/report';
import { lineChart, type LinePoint } from '@hebbench/report/figures';
import type { SuiteResults } from '../../suite.ts';
import { markdown } from '../common/markdown.ts';
import { FIGURE_SETS, isOfPaper, namesOf, reportTitle, setNotes } from '../common/sets.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { regimeRows, regimeTable, type RegimeRow } from './rows.ts';

function protocol(results: SuiteResults): string[] {
  return [
    ...setNotes(results),
    `The proposed rule with the constraint and one hidden layer on ${namesOf(results.sets ?? FIGURE_SETS)}, gradient-trained output layer: only the rate and the epochs of the hidden layer differ.`,
    ...PROTOCOL,
  ];
}

const PROTOCOL: readonly string[] = [
  'Zero: weights of at most 0.005 of the largest. PGD: ε = 0.1, 40 steps of 0.01 on cross-entropy and margin, the worst case for each image.',
  'The paper prints η = 0.0005 and not how long the hidden layer was trained. The `paper` preset is the regime that it describes: about 90 % of the weights zero.',
];

const CAPTION =
  'Accuracy on clean images and under PGD, and sparsity, against the training of the hidden layer: epochs times rate. Points at the left end: after one epoch at the printed rate.';

/** `regime.csv`, the figure, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const rows = regimeRows(results);
  const table = regimeTable(rows);
  const what = 'Accuracy, sparsity and robustness over hidden training';
  const title = isOfPaper(results)
    ? `${what}, scale ${results.scale}, ${results.data} data`
    : `${what}: ${reportTitle('this suite', results)}`;
  const csv = toCsv(
    ['rate', 'epochs', 'seeds', 'sparsity', 'accuracy', 'pgd_0.1'],
    rows.map(({ rate, epochs, seeds, sparsity, accuracy, robust }) => ({
      rate,
      epochs,
      seeds,
      sparsity: sparsity?.mean.toFixed(2),
      accuracy: accuracy?.mean.toFixed(2),
      'pgd_0.1': robust?.mean.toFixed(2),
    })),
  );
  const svg = rows.length > 0 ? chart(rows, title) : undefined;
  return new Map([
    ['regime.csv', csv],
    ...(svg === undefined ? [] : [['regime.svg', svg] as const]),
    [
      'summary.md',
      `# ${plainMarkdown(title)}

${svg === undefined ? '' : `![${CAPTION}](regime.svg)\n\n${CAPTION}\n\n`}${markdown(table)}

${provenanceText(protocol(results), results)}`,
    ],
    [
      'report.html',
      htmlPage(title, [
        {
          heading: 'Over hidden training',
          parts: [
            ...(svg === undefined
              ? []
              : [
                  {
                    kind: 'figure' as const,
                    svg,
                    caption: CAPTION,
                    csv: { name: 'regime.csv', content: csv },
                  },
                ]),
            { kind: 'table', caption: 'The networks', ...table },
          ],
        },
        ...provenanceSections(protocol(results), results),
      ]),
    ],
  ]);
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
