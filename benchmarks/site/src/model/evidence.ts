import {
  baseId,
  changeWords,
  columnsOf,
  entryResults,
  groupsOf,
  nameInReport,
  networkTitle,
  questionsAt,
} from '@hebbench/benchmarks/published';
import type { SiteCell, SiteReport } from './types.ts';

/** Where a number of a report's table stands. */
export interface Place {
  /** The heading above the table. */
  readonly heading: string;
  /** What the row begins with. */
  readonly row: string;
  /** What the column is called. */
  readonly column: string;
}

/** The cell that a number of a report is of; `undefined` where it is of several, or of none. */
export type Evidence = (place: Place) => SiteCell | undefined;

/**
 * What leads from the numbers of a report's tables to their cells. Each suite says in its own way which cell a row is
 * of; the first way that finds one is taken.
 */
export function evidenceOf(report: SiteReport): Evidence {
  const cells = [...(report.base?.cells ?? []), ...report.cells];
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const find = (id: string | undefined): SiteCell | undefined =>
    id === undefined ? undefined : byId.get(id);
  const ways = [byChange, byIdInRow, byTableEntry, byQuestion, byGroup, byTraining, byNetwork].map((way) =>
    way(report),
  );
  return (place) => {
    for (const way of ways) {
      const cell = find(way(place));
      if (cell) return cell;
    }
    return undefined;
  };
}

type Way = (report: SiteReport) => (place: Place) => string | undefined;

/** What is changed in the cell that the heading names. */
const byChange: Way = ({ cells }) => {
  const changed = cells.filter(({ result: { cell } }) => cell.changes);
  const ids = new Map(
    changed.flatMap(({ id, result: { cell } }) => {
      const base = baseId(cell);
      const heading = base.split('/').slice(1).join('/');
      const words = changeWords({ ...cell.changes });
      const scored = `${heading}, ${VALIDATION}`;
      const others = words.filter((word) => word !== VALIDATION).join(', ');
      return [
        [`${cell.tuning ? scored : heading}\n${others || AS_IT_IS}`, id],
        [`${heading}\n${AS_IT_IS}`, base],
      ] as const;
    }),
  );
  return ({ heading, row }) => ids.get(`${heading}\n${row.replace(/ \(best\)$/, '')}`);
};

const VALIDATION = 'on validation images';
const AS_IT_IS = 'as it is';

/** Rows that begin with a cell's id, with or without the suite. */
const byIdInRow: Way = ({ folder, cells }) => {
  const known = new Set(cells.map(({ id }) => id));
  return ({ row }) => (known.has(row) ? row : `${folder.suite.name}/${row}`);
};

/** Rows and columns of Table 1, or `row, column` in one. */
const byTableEntry: Way = ({ folder, results, experiments }) => {
  if (folder.suite.name !== 'table1' || experiments) return () => undefined;
  const entries = entryResults(results);
  const columns = new Set(columnsOf(results.sets).map(({ title }) => title));
  const ids = new Map(entries.map(({ row, column, cell }) => [`${row.title}, ${column.title}`, cell.id]));
  return ({ row, column }) => ids.get(columns.has(column) ? `${row}, ${column}` : row);
};

/** Candidates of the question that the heading asks. */
const byQuestion: Way = ({ folder, results }) => {
  if (folder.suite.name !== 'tuning') return () => undefined;
  const names = new Map(questionsAt(results.scale).map(({ title, name }) => [title, name]));
  return ({ heading, row }) => {
    const question = names.get(heading);
    return question && `tuning/${question}/${row.replace(/ †$/, '')}`;
  };
};

/** Rules of the group that the heading names. */
const byGroup: Way = ({ folder, results }) => {
  if (folder.suite.name !== 'rules') return () => undefined;
  const groups = new Map(groupsOf(results).map((group) => [group.title, group]));
  const names = new Map(results.cells.map(({ rule }) => [nameInReport(rule, results), rule]));
  return ({ heading, row }) => {
    const group = groups.get(heading.replace(/ at equal seconds$/, ''));
    const rule = names.get(row);
    return group && rule && `rules/${group.dataset}/${group.nonnegative ? 'nonneg' : 'free'}/${rule}`;
  };
};

const TRAINING = /^(\S+) epochs? at η = (\S+)$/;

/** Lengths of hidden training at a rate. */
const byTraining: Way =
  ({ cells }) =>
  ({ row }) => {
    const [, epochs, rate] = TRAINING.exec(row) ?? [];
    return cells.find(({ id }) =>
      row === 'none' ? id.endsWith('/epochs-0') : id.endsWith(`/rate-${rate}/epochs-${epochs}`),
    )?.id;
  };

/** What headings of tables say of the cells whose numbers they show. */
const KINDS: readonly (readonly [heading: RegExp, part: string])[] = [
  [/^Few-shot, hidden layer on all/, 'few-shot-all'],
  [/^Few-shot, the few images/, 'few-shot-few'],
  [/^(?:FGSM|PGD)$/, 'attacks'],
  [/^Readings$/, 'attack-readings'],
];

/** Rows that begin with what figures call a network. */
const byNetwork: Way = ({ cells }) => {
  const named = cells.map(({ id, result }) => ({ id, name: networkTitle(result.cell) }));
  return ({ heading, row }) => {
    const kind = KINDS.find(([pattern]) => pattern.test(heading))?.[1];
    const found = named.filter(({ name }) => name === row.split(': ')[0]);
    const ofKind = kind === undefined ? found : found.filter(({ id }) => id.split('/')[1] === kind);
    // Of several, none is the one.
    return ofKind.length === 1 ? ofKind[0]!.id : undefined;
  };
};
