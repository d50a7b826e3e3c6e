import { summarise, toCsv, type PageSection, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { percent, withInterval } from '../common/format.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { networkTitle } from '../common/networks.ts';
import { printedOf } from '../common/rows/index.ts';
import { summaryColumns, summaryValues } from './csv.ts';
import type { StoredShotsBudget } from './few-shot-budgets.ts';
import type { Range } from './paper-range.ts';
import { judgeRange } from './range-verdict.ts';
import { meanByDraw, resultsOf } from './results.ts';

/** The section on how long the output layer learns from the few images. */
export interface Budgets {
  readonly notes: readonly string[];
  readonly table: TextTable;
  readonly csv: string;
}

/** One-shot accuracy of one network after some updates. */
interface Point {
  readonly network: string;
  readonly rule: string;
  readonly head: string;
  readonly range: Range | undefined;
  readonly seeds: number;
  readonly updates: number;
  readonly scaled: boolean;
  /** Over the draws. */
  readonly accuracy: Summary;
}

/** One-shot accuracies by the number of updates; `undefined` without any record of them. */
export function budgetsSection(results: SuiteResults): Budgets | undefined {
  const points = pointsOf(results);
  if (points.length === 0) return undefined;
  return { notes: [...claimNotes(points), NOTE], table: tableOf(points), csv: csvOf(points) };
}

const BUDGETS_HEADING = 'One shot by the number of updates';
const BUDGETS_CAPTION =
  'Accuracy in percent at one shot, hidden layer on all images, by updates of the output layer';

/** Its section of the page. */
export function budgetsPage({ notes, table, csv }: Budgets): PageSection {
  return {
    heading: BUDGETS_HEADING,
    parts: [
      { kind: 'list', items: notes },
      { kind: 'table', caption: BUDGETS_CAPTION, ...table, csv: { name: 'budgets.csv', content: csv } },
    ],
  };
}

/** {@link budgetsPage} in Markdown. */
export function budgetsText({ notes, table }: Budgets): string {
  return `
## ${BUDGETS_HEADING}

${bullets(notes)}

${BUDGETS_CAPTION}:

${markdown(table)}
`;
}

const NOTE =
  'The paper does not say how often the output layer is updated at one shot, nor what its activity is scaled to. Each number of updates is a training of its own, from the same start, on the same draws; all few images are in each update. The untrained control says what of a number is the hidden layer’s learning.';

const activityText = (scaled: boolean): string => (scaled ? 'activity scaled' : 'activity as it is');

const updatesText = (updates: number): string => `${updates} update${updates === 1 ? '' : 's'}`;

const wayText = (updates: number, scaled: boolean): string =>
  `${updatesText(updates)}, ${activityText(scaled)}`;

function pointsOf(results: SuiteResults): Point[] {
  return resultsOf(results, 'few-shot-budgets').flatMap(({ cell, records }) => {
    const stored = records.map(({ details }) => details['fewShotBudgets'] as StoredShotsBudget[]);
    return stored[0]!.map(({ updates, scaled }, i) => ({
      network: networkTitle(cell),
      rule: cell.rule,
      head: cell.head,
      range: printedOf(cell).oneShot,
      seeds: records.length,
      updates,
      scaled,
      accuracy: summarise(meanByDraw(stored.map((each) => each[i]!.accuracies)))!,
    }));
  });
}

/** Where the paper's ranges hold, network by network and for all of them at once. */
function claimNotes(points: readonly Point[]): string[] {
  const claimed = points.filter(({ range }) => range !== undefined);
  const networks = [...new Set(claimed.map(({ network }) => network))];
  const describe = ({ updates, scaled, accuracy }: Point): string =>
    `${wayText(updates, scaled)} (${percent(accuracy.mean)} %)`;
  const notes = networks.map((network) => {
    const own = claimed.filter((point) => point.network === network);
    const [low, high] = own[0]!.range!;
    const inside = own.filter((point) => verdictOf(point) === 'inside');
    const open = own.filter((point) => verdictOf(point) === 'undecided');
    const told =
      inside.length > 0 ? `holds with ${inside.map(describe).join('; ')}` : 'holds with no number of updates';
    return `${low}–${high} % at one shot, ${network}: ${told}${open.length > 0 ? `; undecided: ${open.map(describe).join('; ')}` : ''}.`;
  });
  if (networks.length < 2) return notes;
  const ways = claimed
    .filter(({ network }) => network === networks[0])
    .filter(({ updates, scaled }) =>
      claimed
        .filter((point) => point.updates === updates && point.scaled === scaled)
        .every((point) => verdictOf(point) !== 'outside'),
    )
    .map(({ updates, scaled }) => wayText(updates, scaled));
  return [
    ...notes,
    `All of these ranges at once, or not beyond chance outside: ${ways.length > 0 ? ways.join('; ') : 'with no number of updates'}.`,
  ];
}

const verdictOf = ({ accuracy, range }: Point): string => judgeRange(accuracy, range!).verdict;

function tableOf(points: readonly Point[]): TextTable {
  const updates = [...new Set(points.map((point) => point.updates))];
  const rows = points.filter((point) => point.updates === updates[0]);
  return {
    columns: ['network: activity', ...updates.map(updatesText), 'paper'],
    rows: rows.map(({ network, scaled, range }) => [
      `${network}: ${activityText(scaled)}`,
      ...updates.map((count) =>
        withInterval(
          points.find(
            (point) => point.network === network && point.scaled === scaled && point.updates === count,
          )?.accuracy,
        ),
      ),
      range?.join('–') ?? '–',
    ]),
  };
}

/** `budgets.csv`: one row a network, scaling and number of updates. Accuracies in percent. */
function csvOf(points: readonly Point[]): string {
  return toCsv(
    [
      'network',
      'rule',
      'head',
      'updates',
      'activity',
      'shots',
      'seeds',
      ...summaryColumns('accuracy'),
      'paper_low',
      'paper_high',
      'verdict',
    ],
    points.map((point) => ({
      network: point.network,
      rule: point.rule,
      head: point.head,
      updates: point.updates,
      activity: point.scaled ? 'scaled' : 'as-it-is',
      shots: 1,
      seeds: point.seeds,
      ...summaryValues('accuracy', point.accuracy),
      paper_low: point.range?.[0],
      paper_high: point.range?.[1],
      verdict: point.range && verdictOf(point),
    })),
  );
}
