import { toCsv } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { percent, withInterval } from '../common/format.ts';
import { READING_EPSILONS } from './attack-readings.ts';
import { summaryColumns, summaryValues } from './csv.ts';
import { printedOf } from '../common/rows/index.ts';
import { judgeRange, type RangeVerdict } from './range-verdict.ts';
import {
  cleanAccuracy,
  cleanPoint,
  isOther,
  type AttackReadingRow,
  type ReadingPoint,
  type ReadingRows,
  type ShotsReadingRow,
} from './reading-results.ts';
import { judgeStability, STABLE_RADIUS, type Stability } from './stability.ts';

/** The section on other readings. */
export interface Readings {
  readonly notes: readonly string[];
  readonly attacks: TextTable;
  readonly shots: TextTable;
  readonly csv: string;
}

/** What the claims become in other readings of what the paper leaves open; `undefined` without any record of them. */
export function readingsSection(
  { attacks, shots }: ReadingRows,
  data: SuiteResults['data'],
): Readings | undefined {
  const others = [...attacks, ...shots].filter(isOther);
  if (others.length === 0) return undefined;
  return {
    notes: [...(data === 'real' ? [...stabilityNotes(attacks), ...shotsNotes(shots)] : []), ...NOTES],
    attacks: attacksTable(attacks),
    shots: shotsTable(shots),
    csv: readingsCsv(attacks, shots),
  };
}

const NOTES: readonly string[] = [
  'The paper leaves open how long the hidden layer learns, which schedule and output layer the attacked networks have, whether equation (6) is part of the attacked graph, what ε is measured in, and the budget of few-shot learning. Each reading changes one of them; its seeds, images and random numbers are those of the row “as in the figure”, which may have fewer seeds here than the figure itself.',
  'A reading that follows another gradient than the network’s own is tried on the network itself, with one loss and one start: it is held against “cross-entropy from one start alone”, the others against the worst case over losses and starts. × marks a point where it is weaker, beyond two standard errors, than what it is held against: what it says of the network is too good.',
  '“ε in standard deviations” is a radius of 0.3081 ε in pixels: images are often divided by that number, and an attack in those units is as much weaker.',
  'Over the training of the hidden layer, from none to the sparse regime, see the suite `regime`; both attacks at all radii are in `attacks.csv` (`pgd_mean`, `pgd_once_mean`).',
];

/** A reading that was tried at the radius of the claim. */
interface TriedReading {
  readonly row: AttackReadingRow;
  readonly hit: ReadingPoint;
  readonly verdict: Stability['verdict'];
}

function stabilityNotes(rows: readonly AttackReadingRow[]): string[] {
  return ['proposed', 'proposed, WP output'].flatMap((network) => {
    const own = rows.filter((row) => row.network === network);
    const clean = cleanPoint(own)?.accuracy.mean;
    const tried = own.flatMap((row): TriedReading[] => {
      const hit = row.points.find(({ epsilon }) => epsilon === STABLE_RADIUS);
      if (!hit) return [];
      return [{ row, hit, verdict: judgeStability(cleanAccuracy(row, own) ?? 0, row.points).verdict }];
    });
    if (clean === undefined || tried.length < 2) return [];
    return [`“Stable under PGD up to ε = ${STABLE_RADIUS}”, ${network}: ${stabilityText(tried, clean)}.`];
  });
}

function stabilityText(tried: readonly TriedReading[], clean: number): string {
  const describe = ({ row: { title }, hit: { accuracy, reason } }: TriedReading): string =>
    `${title} (${percent(accuracy.mean)} %${reason ? ' ×' : ''})`;
  const where = (verdict: Stability['verdict']): string =>
    tried
      .filter((each) => each.verdict === verdict)
      .map(describe)
      .join('; ');
  const heights = tried.map(({ hit }) => hit.accuracy.mean);
  const range = `(${percent(Math.min(...heights))}–${percent(Math.max(...heights))} % over ${tried.length} readings, ${percent(clean)} % clean)`;
  const [holds, open] = [where('stable'), where('undecided')];
  const undecided = open && `; undecided: ${open}`;
  return holds
    ? `holds: ${holds}${undecided}; in no other reading ${range}`
    : `holds in no reading${undecided}; nearest: ${describe(nearest(tried))} ${range}`;
}

/** The reading whose accuracy falls least, among those that are to be relied on if there are any. */
function nearest(tried: readonly TriedReading[]): TriedReading {
  const trusted = tried.filter(({ hit }) => !hit.reason);
  const fallOf = ({ hit }: TriedReading): number => hit.fall?.mean ?? Number.POSITIVE_INFINITY;
  return (trusted.length > 0 ? trusted : tried).reduce((a, b) => (fallOf(b) < fallOf(a) ? b : a));
}

function shotsNotes(rows: readonly ShotsReadingRow[]): string[] {
  const networks = [...new Set(rows.map(({ network }) => network))];
  return networks.flatMap((network) => {
    const own = rows.filter((row) => row.network === network);
    const { oneShot: range } = printedOf(own[0]!.cell);
    if (!range || own.length < 2) return [];
    const where = (verdict: RangeVerdict['verdict']): string =>
      own
        .filter(({ accuracy }) => judgeRange(accuracy, range).verdict === verdict)
        .map(({ title, accuracy }) => `${title} (${percent(accuracy.mean)} %)`)
        .join('; ');
    const [holds, open] = [where('inside'), where('undecided')];
    const means = own.map(({ accuracy }) => accuracy.mean);
    const found = `${percent(Math.min(...means))}–${percent(Math.max(...means))} % over ${own.length} readings`;
    return [
      `${range[0]}–${range[1]} % at one shot, ${network}: ${holds ? `holds: ${holds}` : 'holds in no reading'}${open ? `; undecided: ${open}` : ''} (${found}).`,
    ];
  });
}

function attacksTable(rows: readonly AttackReadingRow[]): TextTable {
  return {
    columns: ['network: reading', 'no attack', ...READING_EPSILONS.map((epsilon) => `ε = ${epsilon}`)],
    rows: rows.map(({ network, title, points }) => [
      `${network}: ${title}`,
      ...[0, ...READING_EPSILONS].map((epsilon) => {
        // Without an attack, a reading of the attack is the network as measured.
        const point =
          points.find((each) => each.epsilon === epsilon) ??
          (epsilon === 0 ? cleanPoint(rows.filter((row) => row.network === network)) : undefined);
        return point ? `${withInterval(point.accuracy)}${point.reason ? ' ×' : ''}` : '–';
      }),
    ]),
  };
}

function shotsTable(rows: readonly ShotsReadingRow[]): TextTable {
  return {
    columns: ['network: reading', 'one shot %', 'paper'],
    rows: rows.map(({ network, title, accuracy, cell }) => [
      `${network}: ${title}`,
      withInterval(accuracy),
      printedOf(cell).oneShot?.join('–') ?? '–',
    ]),
  };
}

/** `readings.csv`: one row a network, reading and radius or number of shots. Accuracies in percent. */
function readingsCsv(attacks: readonly AttackReadingRow[], shots: readonly ShotsReadingRow[]): string {
  return toCsv(
    [
      'experiment',
      'network',
      'rule',
      'head',
      'reading',
      'epsilon',
      'shots',
      'seeds',
      ...summaryColumns('accuracy'),
      'zero_gradient_share',
      'trustworthy',
      'reason',
    ],
    [
      ...attacks.flatMap(({ network, cell, reading, seeds, points }) =>
        points.map(({ epsilon, accuracy, zeroGradientShare, reason }) => ({
          experiment: 'pgd',
          network,
          rule: cell.rule,
          head: cell.head,
          reading,
          epsilon,
          seeds,
          ...summaryValues('accuracy', accuracy),
          zero_gradient_share: zeroGradientShare.toFixed(4),
          trustworthy: String(reason === ''),
          reason,
        })),
      ),
      ...shots.map(({ network, cell, reading, accuracy, seeds }) => ({
        experiment: 'few-shot',
        network,
        rule: cell.rule,
        head: cell.head,
        reading,
        shots: 1,
        seeds,
        ...summaryValues('accuracy', accuracy),
      })),
    ],
  );
}
