import { htmlPage, type PagePart, type PageSection, plainMarkdown } from '@hebbench/report';
import { lineChart, type ChartReference, type LinePoint } from '@hebbench/report/figures';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { withInterval } from '../common/format.ts';
import { verdicts } from './claims.ts';
import { attacksCsv, fewShotCsv } from './csv.ts';
import { PAPER_ROWS, PROPOSED } from '../common/rows/index.ts';
import { claimsOr, isOfPaper, plainTitles, reportTitle, setNotes } from '../common/sets.ts';
import { budgetsPage, budgetsSection, budgetsText, type Budgets } from './budget-report.ts';
import { paperShots } from './paper-range.ts';
import { readingsSection, type Readings } from './reading-report.ts';
import { readingRows } from './reading-results.ts';
import { attackResults, shotsResults, type AttackResult, type ShotsResult } from './results.ts';
import { FIGURE_SCALES } from './scales.ts';
import { SHOT_COMPARISON_NOTE, shotComparisons } from './shot-comparisons.ts';
import { LEAST_ACCURACY, NEARLY_STABLE, STABLE, STABLE_RADIUS } from './stability.ts';

interface Figure {
  readonly file: string;
  readonly heading: string;
  readonly caption: string;
  readonly svg: string;
  readonly table: TextTable;
  /** Differences between networks, tested. */
  readonly comparisons?: TextTable | undefined;
  readonly csv: string;
}

/** The files of the report: the figures, their data, Markdown, and a page with all of it. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const shots = (['few-shot-all', 'few-shot-few'] as const).map((experiment) =>
    shotsResults(results, experiment),
  );
  const attacks = attackResults(results);
  const palette = [...attacks, ...shots.flat()].map(({ network }) => network);
  const figures = [
    ...shots.flatMap((rows) => (rows.length > 0 ? [shotsFigure(rows, palette, isOfPaper(results))] : [])),
    ...(attacks.length > 0
      ? [attackFigure(attacks, 'fgsm', palette), attackFigure(attacks, 'pgd', palette, isOfPaper(results))]
      : []),
  ];
  const rows = readingRows(results);
  const claims = claimsOr(results, () => verdicts(shots.flat(), attacks, rows));
  const readings = readingsSection(rows, results.data);
  const budgets = budgetsSection(results);
  const title = isOfPaper(results)
    ? `Figure 4: few-shot learning and attacks, scale ${results.scale}, ${results.data} data`
    : `Few-shot learning and attacks: ${reportTitle('Figure 4', results)}`;
  const sections: PageSection[] = [
    { heading: 'The paper’s claims', parts: [{ kind: 'list', items: claims }] },
    ...figures.map(({ heading, caption, svg, table, comparisons, csv, file }): PageSection => {
      const parts: PagePart[] = [
        { kind: 'figure', svg, caption, csv: { name: `${file}.csv`, content: csv } },
        { kind: 'table', caption: `${heading}: accuracy in percent`, ...table },
        ...(comparisons
          ? [{ kind: 'table' as const, caption: `${heading}. ${SHOT_COMPARISON_NOTE}`, ...comparisons }]
          : []),
      ];
      return { heading, parts };
    }),
    ...(readings ? [readingsPage(readings)] : []),
    ...(budgets ? [budgetsPage(budgets)] : []),
    ...provenanceSections(protocol(results), results),
  ];
  return new Map([
    ['few-shot.csv', fewShotCsv(shots.flat())],
    ['attacks.csv', attacksCsv(attacks)],
    ...(readings ? [['readings.csv', readings.csv] as const] : []),
    ...(budgets ? [['budgets.csv', budgets.csv] as const] : []),
    ...figures.map(({ file, svg }) => [`${file}.svg`, svg] as const),
    ['summary.md', summary(title, claims, figures, { readings, budgets }, results)],
    ['report.html', htmlPage(title, sections)],
  ]);
}

const READINGS_HEADING = 'Readings';
const READINGS_CAPTIONS = {
  attacks: 'Accuracy in percent under PGD, by reading',
  shots: 'Accuracy in percent at one shot, hidden layer on all images, by reading',
};

function readingsPage({ notes, attacks, shots, csv }: Readings): PageSection {
  return {
    heading: READINGS_HEADING,
    parts: [
      { kind: 'list', items: notes },
      {
        kind: 'table',
        caption: READINGS_CAPTIONS.attacks,
        ...attacks,
        csv: { name: 'readings.csv', content: csv },
      },
      { kind: 'table', caption: READINGS_CAPTIONS.shots, ...shots },
    ],
  };
}

function readingsText({ notes, attacks, shots }: Readings): string {
  return `
## ${READINGS_HEADING}

${bullets(notes)}

${READINGS_CAPTIONS.attacks}:

${markdown(attacks)}

${READINGS_CAPTIONS.shots}:

${markdown(shots)}
`;
}

/** How was measured, with the sizes of the scale. */
function protocol(results: SuiteResults): string[] {
  const { scale } = results;
  const { attackedImages, steps, restarts, checkImages, queries, draws } = FIGURE_SCALES[scale];
  const starts = restarts === 1 ? 'one random start' : `${restarts} random starts`;
  return [
    ...setNotes(results),
    'All networks have nonnegative weights and one hidden layer; they are those of Table 1.',
    `Few-shot: the same ${draws} random draws for every network, the whole test set, the same output layer (Adam, all few images in each update). "All images": the hidden layer has learned from all training images without their labels; backprop has no such layer. "Few images alone": the whole network learns from the few images, with the same number of updates for every rule.`,
    'Controls: a random, untrained hidden layer (the protocol "few images alone" starts from it too), and the nearest of the few images in pixels.',
    'Intervals of few-shot accuracies are 95 % t-intervals over the draws. The paper’s range is reproduced where a mean with its whole interval lies in the range, and undecided where only a part of the interval does.',
    `Attacks: the first ${attackedImages} test images, ℓ∞, on logits, true labels, pixels in [0, 1], clipped to the ball and to [0, 1] at each step; PGD with ${steps} steps of 0.01 from ${starts}, on cross-entropy and on the margin, the worst case for each image. Cross-entropy is followed by its log-odds, whose gradient has the same signs: its own loses them to float32’s rounding where a network is sure of itself, which makes FGSM look weak. Square has ${queries} queries, on ${checkImages} images.`,
    `Intervals under attack are over seeds, and missing with one. They do not cover the choice of images: with one network, the share of ${attackedImages} images is known to ±${(196 * Math.sqrt(0.25 / attackedImages)).toFixed(1)} points at 50 %, and “none of them” means less than ${(300 / attackedImages).toFixed(1)} % of all.`,
    `“Stable”: accuracy under PGD falls by no more than ${STABLE} points (“nearly”: ${NEARLY_STABLE}) at every radius up to ${STABLE_RADIUS}, of a network that has more than ${LEAST_ACCURACY} % without attack; with several seeds this is asked of the whole interval of the fall, seed by seed. A point that is not to be relied on decides nothing, unless accuracy falls by more even there.`,
    'A point is marked (×) and its row says why if more than 5 % of the input gradients are exactly zero, the gradient differs from difference quotients, accuracy rises with ε, PGD is weaker than FGSM, or Square or transferred images, which do not see the gradient, are stronger, beyond two standard errors.',
  ];
}

function shotsFigure(rows: readonly ShotsResult[], palette: readonly string[], withClaim: boolean): Figure {
  const { experiment } = rows[0]!;
  const all = experiment === 'few-shot-all';
  const heading = all
    ? 'Few-shot, hidden layer on all images without labels'
    : 'Few-shot, the few images alone';
  const points = rows.map(({ network, shots, accuracy }): LinePoint => ({
    series: network,
    x: shots,
    y: accuracy.mean,
    interval: accuracy.ci95,
  }));
  const counts = [...new Set(rows.map(({ shots }) => shots))];
  return {
    file: experiment,
    heading,
    caption: `Test accuracy against labelled images of each class; bars: 95 % over the draws${withClaim ? '; dashed: what the paper reports' : ''}.`,
    svg: lineChart({
      points,
      title: heading,
      description: `Test accuracy in percent against ${counts.join(', ')} labelled images of each class, for ${new Set(rows.map(({ network }) => network)).size} networks; the table has the numbers.`,
      xLabel: 'labelled images of each class',
      yLabel: 'test accuracy (%)',
      logarithmicX: true,
      palette,
      references: paperShotsLines(rows),
    }),
    table: tableOf(
      rows,
      counts.map((count) => ({ title: `${count}`, pick: ({ shots }) => shots === count })),
      ({ accuracy }) => withInterval(accuracy),
    ),
    comparisons: shotComparisons(rows),
    csv: fewShotCsv(rows),
  };
}

/** The paper's ranges at one shot, for the rules that the rows have. */
function paperShotsLines(rows: readonly ShotsResult[]): ChartReference[] {
  return PAPER_ROWS.flatMap(({ rule }): ChartReference[] => {
    const first = rows.find(({ cell, shots }) => cell?.rule === rule && shots === 1);
    const range = first && paperShots(first);
    if (!range) return [];
    const [low, high] = range;
    return [{ label: `paper: ${first.network}`, from: [1, low], to: [1, high], series: first.network }];
  });
}

/** "Stable up to ε = 0.1": the paper's claim for PGD, from the proposed network's own accuracy. */
function paperStableLine(rows: readonly AttackResult[]): ChartReference[] {
  const clean = rows.find(({ network, epsilon }) => network === PROPOSED.title && epsilon === 0);
  if (!clean) return [];
  const height = clean.pgd.mean;
  return [{ label: 'paper: stable', from: [0, height], to: [STABLE_RADIUS, height], series: clean.network }];
}

function attackFigure(
  rows: readonly AttackResult[],
  attack: 'fgsm' | 'pgd',
  palette: readonly string[],
  withClaim = false,
): Figure {
  const heading = attack === 'fgsm' ? 'FGSM' : 'PGD';
  const epsilons = [...new Set(rows.map(({ epsilon }) => epsilon))];
  return {
    file: attack,
    heading,
    caption: `Test accuracy under ${heading} against the radius ε; × marks points that are not to be relied on${withClaim ? '; dashed: the paper’s claim' : ''}.`,
    svg: lineChart({
      points: rows.map((row): LinePoint => ({
        series: row.network,
        x: row.epsilon,
        y: row[attack].mean,
        interval: row[attack].ci95,
        doubtful: !row.trustworthy,
      })),
      title: heading,
      description: `Test accuracy in percent under ${heading} at ε = ${epsilons.join(', ')}; the table has the numbers.`,
      xLabel: 'ε',
      yLabel: 'test accuracy (%)',
      yDomain: [0, 100],
      palette,
      ...(withClaim && { references: paperStableLine(rows) }),
    }),
    table: tableOf(
      rows,
      epsilons.map((each) => ({ title: `${each}`, pick: ({ epsilon }) => epsilon === each })),
      (row) => `${withInterval(row[attack])}${row.trustworthy ? '' : ' ×'}`,
    ),
    csv: attacksCsv(rows),
  };
}

function tableOf<R extends { readonly network: string; readonly seeds: number }>(
  rows: readonly R[],
  columns: readonly { readonly title: string; readonly pick: (row: R) => boolean }[],
  text: (row: R) => string,
): TextTable {
  const networks = [...new Set(rows.map(({ network }) => network))];
  return {
    columns: ['network', 'seeds', ...columns.map(({ title }) => title)],
    rows: networks.map((network) => [
      network,
      String(rows.find((row) => row.network === network)!.seeds),
      ...columns.map(({ pick }) => {
        const found = rows.find((row) => row.network === network && pick(row));
        return found ? text(found) : '–';
      }),
    ]),
  };
}

function summary(
  title: string,
  claims: readonly string[],
  figures: readonly Figure[],
  { readings, budgets }: { readonly readings: Readings | undefined; readonly budgets: Budgets | undefined },
  results: SuiteResults,
): string {
  const parts = figures.map(
    ({ heading, caption, table, comparisons, file }) =>
      `## ${heading}\n\n![${heading}](${file}.svg)\n\n${caption}\n\n${markdown(table)}${
        comparisons ? `\n\n${SHOT_COMPARISON_NOTE}\n\n${markdown(comparisons)}` : ''
      }`,
  );
  return `# ${plainMarkdown(title)}

## The paper’s claims

${bullets(claims.map((claim) => plainTitles(claim, results)))}

${parts.join('\n\n')}
${readings ? readingsText(readings) : ''}${budgets ? budgetsText(budgets) : ''}
${provenanceText(protocol(results), results)}`;
}
