import { candidatesOf, layersOf, measuredOf, nearest, recipeOf, type Measured } from './measured-readings.ts';
import type { QuestionTable } from './question-table.ts';
import {
  accuracyTerm,
  backpropDistance,
  backpropTerms,
  jointDistance,
  networkDistance,
  NOT_REACHED,
  proposedTerms,
  type Term,
} from './reading-distance.ts';
import { layerTables } from './reading-layers.ts';
import type { NotedTable } from './reading-report.ts';
import { READINGS, sharedBy, type Reading } from './readings.ts';

/** A column with the constraint, beside that of one layer, in which the paper prints an accuracy. */
interface PrintedColumn {
  /** What its questions’ names end with. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Accuracy of the proposed rule and of backpropagation, in percent, and the scale of agreement; none where not printed. */
  readonly proposed: readonly [paper: number, scale: number];
  readonly backprop?: readonly [paper: number, scale: number];
  /** Whether a network with dead units, or at chance, has not reached the number. */
  readonly deep?: boolean;
}

/** The numbers of `docs/readings.md`. */
const PRINTED_COLUMNS: readonly PrintedColumn[] = [
  { name: '1b', title: '1ᵇ', proposed: [90.77, 2] },
  { name: '2', title: '2', proposed: [91.82, 1], backprop: [93.82, 1] },
  { name: '10', title: '10', proposed: [91.33, 2], backprop: [11.35, 10], deep: true },
  { name: 'cifar', title: 'CIFAR-10', proposed: [33.98, 2], backprop: [36.28, 2] },
];

/** A layer with more units than this that respond to no image, in percent, has died; docs/readings.md. */
const MOST_DEAD = 1;
/** Accuracy on ten classes up to which a network counts as at chance, in percent; docs/readings.md. */
const CHANCE = 15;

interface Found {
  readonly measured: Measured;
  readonly term: Term;
}

/** What a reading does in every column, and through its ten layers, where more than one layer has been run. */
export function columnTables(tables: readonly QuestionTable[]): NotedTable[] {
  const rows = READINGS.flatMap((reading) => {
    const found = PRINTED_COLUMNS.map((column) => columnOf(tables, reading, column));
    return found.some(({ proposed }) => proposed) ? [{ reading, found }] : [];
  });
  if (rows.length === 0) return [];
  const deep = rows.flatMap(({ found }) =>
    found.flatMap(({ proposed }, i) => (proposed && PRINTED_COLUMNS[i]!.deep ? [proposed.measured] : [])),
  );
  return [distanceTable(tables, rows), ...layerTables(tables, deep)];
}

type Row = { readonly reading: Reading; readonly found: readonly ReturnType<typeof columnOf>[] };

function columnOf(
  tables: readonly QuestionTable[],
  reading: Reading,
  { name, proposed, backprop, deep = false }: PrintedColumn,
): {
  readonly proposed: Found | undefined;
  readonly backprop: Found | undefined;
  readonly control: Found | undefined;
} {
  const shared = sharedBy(reading);
  const of = (
    question: string,
    asked: Reading,
    paper: readonly [number, number] | undefined,
    mayDie: boolean,
  ): Found | undefined => {
    const measured = paper ? candidatesOf(asked, measuredOf(tables, question)) : [];
    const best = measured
      .map((each) => ({
        measured: each,
        term: mayDie && hasDied(each) ? NOT_REACHED : accuracyTerm(each.metrics['accuracy']!, ...paper!),
      }))
      .toSorted((a, b) => a.term - b.term || away(a.measured, paper!) - away(b.measured, paper!))[0];
    return best;
  };
  return {
    proposed: of(`readings-${name}`, reading, proposed, deep),
    backprop: of(`readings-backprop-${name}`, shared, backprop, false),
    control: of(`readings-control-${name}`, shared, proposed, deep),
  };
}

/** How far its accuracy is from the paper’s: of several that have not reached the number, the nearest is shown. */
function away({ metrics }: Measured, [paper]: readonly [number, number]): number {
  return Math.abs(metrics['accuracy']! - paper);
}

/** Whether a network is at chance, or one of its layers has dead units. */
function hasDied(measured: Measured): boolean {
  return (
    measured.metrics['accuracy']! <= CHANCE ||
    layersOf(measured).some(({ deadUnits }) => deadUnits > MOST_DEAD)
  );
}

function distanceTable(tables: readonly QuestionTable[], rows: readonly Row[]): NotedTable {
  const [proposed, control, backprop] = ['', '-control', '-backprop'].map((rule) =>
    measuredOf(tables, rule === '' ? 'readings-one-layer' : `readings${rule}`),
  );
  const lines = rows.map(({ reading, found }) => {
    const ofProposed = (metrics: Measured['metrics']): number => networkDistance(proposedTerms(metrics));
    const own = nearest(candidatesOf(reading, proposed!), ofProposed);
    const shared = sharedBy(reading);
    const untrained = nearest(candidatesOf(shared, control!), ofProposed);
    const gradient = nearest(candidatesOf(shared, backprop!), (metrics) =>
      backpropDistance(backpropTerms(metrics)),
    );
    const termsOf = (rule: 'proposed' | 'backprop' | 'control'): Term[] =>
      found.flatMap((column) => (column[rule] ? [column[rule].term] : []));
    const distanceOf = (one: typeof own, rule: 'proposed' | 'control'): number | undefined =>
      one &&
      gradient &&
      jointDistance(proposedTerms(one.metrics), backpropTerms(gradient.metrics), {
        proposed: termsOf(rule),
        backprop: termsOf('backprop'),
      });
    const complete = found.every(
      (column, i) => column.proposed && (column.backprop || !PRINTED_COLUMNS[i]!.backprop),
    );
    const distance = distanceOf(own, 'proposed');
    return {
      distance: distance ?? Infinity,
      cells: [
        `${reading.name}: ${reading.title}`,
        own ? accuracyOf(own) : '–',
        ...found.map((column) => cellOf(column.proposed)),
        gradient ? accuracyOf(gradient) : '–',
        ...found.flatMap((column, i) => (PRINTED_COLUMNS[i]!.backprop ? [cellOf(column.backprop)] : [])),
        distance === undefined ? '–' : `${distance.toFixed(2)}${complete ? '' : ' *'}`,
        distanceOf(untrained, 'control')?.toFixed(2) ?? '–',
      ],
    };
  });
  return {
    title: 'Readings of equation (6): all columns with the constraint',
    notes: [
      'Validation % of the network that is nearest to the paper’s number, with its epochs a layer or its recipe; each column may have its own. † a layer with dead units, or chance: counts as not reached.',
      'Distance: the whole measure of docs/readings.md, over what has been run; * some columns have not. Control: the same with an untrained network in place of the proposed rule’s, over the columns that it has.',
    ],
    columns: [
      'reading',
      '1ᵃ',
      ...PRINTED_COLUMNS.map(({ title }) => title),
      'BP 1',
      ...PRINTED_COLUMNS.flatMap(({ title, backprop: printed }) => (printed ? [`BP ${title}`] : [])),
      'distance',
      'control',
    ],
    rows: [
      [
        'paper',
        '94.20',
        ...PRINTED_COLUMNS.map(({ proposed: [paper] }) => paper.toFixed(2)),
        '94.47',
        ...PRINTED_COLUMNS.flatMap(({ backprop: printed }) => (printed ? [printed[0].toFixed(2)] : [])),
        '0.00',
        '',
      ],
      ...lines.toSorted((a, b) => a.distance - b.distance).map(({ cells }) => cells),
    ],
  };
}

function accuracyOf({ result, metrics }: Measured): string {
  const measured = { result, metrics };
  return `${metrics['accuracy']!.toFixed(2)} (${recipeOf(measured) ?? epochsOf({ measured })})`;
}

function epochsOf({ measured }: Pick<Found, 'measured'>): number {
  return measured.result.result.cell.budget.hiddenEpochs;
}

function cellOf(found: Found | undefined): string {
  if (!found) return '–';
  return `${accuracyOf(found.measured)}${found.term === NOT_REACHED && hasDied(found.measured) ? ' †' : ''}`;
}
