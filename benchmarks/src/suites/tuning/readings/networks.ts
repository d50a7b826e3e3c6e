import { candidatesOf, layersOf, measuredOf, nearest, type Measured } from './measured.ts';
import type { QuestionTable } from '../question-table.ts';
import {
  accuracyTerm,
  backpropDistance,
  backpropTerms,
  jointDistance,
  networkDistance,
  NOT_REACHED,
  proposedTerms,
  type Metrics,
  type Term,
} from './distance.ts';
import { READINGS, sharedBy, type Reading } from '../../common/readings.ts';

/** A column with the constraint, beside that of one layer, in which the paper prints an accuracy. */
export interface PrintedColumn {
  /** What its questions’ names end with. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Accuracy of the proposed rule and of backpropagation, in percent, and the scale of agreement; none where not printed. */
  readonly proposed: Printed;
  readonly backprop?: Printed;
  /** Whether a network with dead units, or at chance, has not reached the number. */
  readonly deep?: boolean;
}

type Printed = readonly [paper: number, scale: number];

/** The numbers of `docs/readings.md`. */
export const PRINTED_COLUMNS: readonly PrintedColumn[] = [
  { name: '1b', title: '1ᵇ', proposed: [90.77, 2] },
  { name: '2', title: '2', proposed: [91.82, 1], backprop: [93.82, 1] },
  { name: '10', title: '10', proposed: [91.33, 2], backprop: [11.35, 10], deep: true },
  { name: 'cifar', title: 'CIFAR-10', proposed: [33.98, 2], backprop: [36.28, 2] },
];

/** A layer with more units than this that respond to no image, in percent, has died; docs/readings.md. */
const MOST_DEAD = 1;
/** Accuracy on ten classes up to which a network counts as at chance, in percent; docs/readings.md. */
const CHANCE = 15;

/** Whose network stands in a column. */
export type Whose = 'proposed' | 'control' | 'backprop';

/** The network of a column that is nearest to the paper’s number. */
export interface Found {
  readonly measured: Measured;
  readonly printed: Printed;
  /** Whether it counts as not reached. */
  readonly died: boolean;
}

/** Networks of a reading, in each column the nearest ones; `undefined` where nothing has been run. */
export interface ReadingNetworks {
  readonly reading: Reading;
  /** One layer: those of the rule, of the control, and of backpropagation. */
  readonly one: Readonly<Record<Whose, Measured | undefined>>;
  /** The other columns, in the order of {@link PRINTED_COLUMNS}. */
  readonly columns: readonly Readonly<Record<Whose, Found | undefined>>[];
  /** Whether the rule and backpropagation have a network wherever the paper has a number. */
  readonly complete: boolean;
}

/** The readings of which more than one layer has been run. */
export function readingNetworks(tables: readonly QuestionTable[]): ReadingNetworks[] {
  const [proposed, control, backprop] = ['-one-layer', '-control', '-backprop'].map((question) =>
    measuredOf(tables, `readings${question}`),
  );
  return READINGS.flatMap((reading): ReadingNetworks[] => {
    const columns = PRINTED_COLUMNS.map((column) => columnOf(tables, reading, column));
    if (!columns.some((column) => column.proposed)) return [];
    const shared = sharedBy(reading);
    const one = {
      proposed: nearest(candidatesOf(reading, proposed!), distanceOfProposed),
      control: nearest(candidatesOf(shared, control!), distanceOfProposed),
      backprop: nearest(candidatesOf(shared, backprop!), (metrics) =>
        backpropDistance(backpropTerms(metrics)),
      ),
    };
    const complete =
      one.proposed !== undefined &&
      one.backprop !== undefined &&
      columns.every((column, i) => column.proposed && (column.backprop || !PRINTED_COLUMNS[i]!.backprop));
    return [{ reading, one, columns, complete }];
  });
}

/**
 * Distance of a reading over all that has been run; none without one layer of backpropagation and of the rule, or of the
 * control in its place.
 * @param of - metrics of a network: their means over seeds, or those of one seed
 */
export function distanceOf(
  { one, columns }: ReadingNetworks,
  whose: 'proposed' | 'control',
  of: (measured: Measured) => Metrics = ({ metrics }) => metrics,
): number | undefined {
  const network = one[whose];
  if (!network || !one.backprop) return undefined;
  const termsOf = (each: Whose): Term[] =>
    columns.flatMap((column) => {
      const found = column[each];
      return found ? [termOf(found, of(found.measured))] : [];
    });
  return jointDistance(proposedTerms(of(network)), backpropTerms(of(one.backprop)), {
    proposed: termsOf(whose),
    backprop: termsOf('backprop'),
  });
}

function distanceOfProposed(metrics: Metrics): number {
  return networkDistance(proposedTerms(metrics));
}

function termOf({ died, printed }: Pick<Found, 'died' | 'printed'>, metrics: Metrics): Term {
  return died ? NOT_REACHED : accuracyTerm(metrics['accuracy']!, ...printed);
}

function columnOf(
  tables: readonly QuestionTable[],
  reading: Reading,
  { name, proposed, backprop, deep = false }: PrintedColumn,
): Readonly<Record<Whose, Found | undefined>> {
  const shared = sharedBy(reading);
  const of = (
    question: string,
    asked: Reading,
    printed: Printed | undefined,
    mayDie: boolean,
  ): Found | undefined => {
    if (!printed) return undefined;
    const found = candidatesOf(asked, measuredOf(tables, question)).map((measured): Found => ({
      measured,
      printed,
      died: mayDie && hasDied(measured),
    }));
    // Of several that have not reached the number, the nearest is shown.
    const away = ({ measured }: Found): number => Math.abs(measured.metrics['accuracy']! - printed[0]);
    return found.toSorted(
      (a, b) => termOf(a, a.measured.metrics) - termOf(b, b.measured.metrics) || away(a) - away(b),
    )[0];
  };
  return {
    proposed: of(`readings-${name}`, reading, proposed, deep),
    backprop: of(`readings-backprop-${name}`, shared, backprop, false),
    control: of(`readings-control-${name}`, shared, proposed, deep),
  };
}

/** Whether a network is at chance, or one of its layers has dead units. */
function hasDied(measured: Measured): boolean {
  return (
    measured.metrics['accuracy']! <= CHANCE ||
    layersOf(measured).some(({ deadUnits }) => deadUnits > MOST_DEAD)
  );
}
