import { toCsv } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { percent, withInterval } from '../table1/format.ts';
import { judgeRange, PAPER_ONE_SHOT, STABLE, STABLE_RADIUS, type RangeVerdict } from './claims.ts';
import { READING_EPSILONS } from './attack-readings.ts';
import { summaryColumns, summaryValues } from './csv.ts';
import {
  attackReadings,
  shotsReadings,
  type AttackReadingRow,
  type ReadingPoint,
  type ShotsReadingRow,
} from './reading-results.ts';

/** The section on other readings. */
export interface Readings {
  readonly notes: readonly string[];
  readonly attacks: TextTable;
  readonly shots: TextTable;
  readonly csv: string;
}

/** What the claims become in other readings of what the paper leaves open; `undefined` without any record of them. */
export function readingsSection(results: SuiteResults): Readings | undefined {
  const attacks = attackReadings(results);
  const shots = shotsReadings(results);
  const others = [...attacks, ...shots].filter(({ reading }) => !reading.startsWith('as-measured'));
  if (others.length === 0) return undefined;
  return {
    notes: [...(results.data === 'real' ? [...stabilityNotes(attacks), ...shotsNotes(shots)] : []), ...NOTES],
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

/** A network that knows less than this, in percent, has nothing that an attack could take. */
const LEAST_ACCURACY = 50;

/** Whether the accuracy falls by no more than counts as none, up to the radius of the claim. */
function isStable({ points }: AttackReadingRow, clean: number): boolean {
  const hit = points.find(({ epsilon }) => epsilon === STABLE_RADIUS);
  return hit !== undefined && clean > LEAST_ACCURACY && clean - hit.accuracy.mean <= STABLE;
}

function stabilityNotes(rows: readonly AttackReadingRow[]): string[] {
  return ['proposed', 'proposed, WP output'].flatMap((network) => {
    const own = rows.filter((row) => row.network === network);
    const clean = cleanPoint(own)?.accuracy.mean;
    if (clean === undefined || own.length < 2) return [];
    const describe = ({ title, points }: AttackReadingRow): string => {
      const { accuracy, reason } = points.find(({ epsilon }) => epsilon === STABLE_RADIUS)!;
      return `${title} (${percent(accuracy.mean)} %${reason ? ' ×' : ''})`;
    };
    const stable = own.filter((row) =>
      isStable(row, row.points.find(({ epsilon }) => epsilon === 0)?.accuracy.mean ?? clean),
    );
    const hit = own.filter(({ points }) => points.some(({ epsilon }) => epsilon === STABLE_RADIUS));
    const heightOf = ({ points }: AttackReadingRow): number =>
      points.find(({ epsilon }) => epsilon === STABLE_RADIUS)!.accuracy.mean;
    const order = hit.toSorted((a, b) => heightOf(a) - heightOf(b));
    const range = `${percent(heightOf(order[0]!))}–${percent(heightOf(order.at(-1)!))} % over ${hit.length} readings, ${percent(clean)} % clean`;
    return [
      stable.length > 0
        ? `“Stable under PGD up to ε = 0.1”, ${network}: holds: ${stable.map(describe).join('; ')}; in no other reading (${range}).`
        : `“Stable under PGD up to ε = 0.1”, ${network}: holds in no reading; nearest: ${describe(order.at(-1)!)} (${range}).`,
    ];
  });
}

function cleanPoint(rows: readonly AttackReadingRow[]): ReadingPoint | undefined {
  return rows.find(({ reading }) => reading === 'as-measured')?.points.find(({ epsilon }) => epsilon === 0);
}

function shotsNotes(rows: readonly ShotsReadingRow[]): string[] {
  const networks = [...new Set(rows.map(({ network }) => network))];
  return networks.flatMap((network) => {
    const own = rows.filter((row) => row.network === network);
    const range = PAPER_ONE_SHOT[own[0]!.cell.rule];
    if (!range || own.length < 2) return [];
    const where = (verdict: RangeVerdict): string =>
      own
        .filter(({ accuracy }) => judgeRange(accuracy, range) === verdict)
        .map(({ title, accuracy }) => `${title} (${percent(accuracy.mean)} %)`)
        .join('; ');
    const [holds, open] = [where('inside'), where('not excluded')];
    const means = own.map(({ accuracy }) => accuracy.mean);
    const found = `${percent(Math.min(...means))}–${percent(Math.max(...means))} % over ${own.length} readings`;
    return [
      `${range[0]}–${range[1]} % at one shot, ${network}: ${holds ? `holds: ${holds}` : 'holds in no reading'}${open ? `; not excluded: ${open}` : ''} (${found}).`,
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
      PAPER_ONE_SHOT[cell.rule]?.join('–') ?? '–',
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
