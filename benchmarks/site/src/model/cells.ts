import {
  baseId,
  changeWords,
  entryResults,
  experimentCommand,
  networkTitle,
  questionsAt,
  rerunCommand,
} from '@hebbench/benchmarks/published';
import { aggregate, type CellResult } from '@hebbench/report';
import type { EvidencePage, SiteCell, SiteReport } from './types.ts';

/** A report without the cells that refer to it. */
type WithoutCells = Omit<SiteReport, 'cells' | 'pages'>;

/**
 * The cells of a report that have a record, and the pages that their evidence stands on. Most have a page of their own;
 * candidates among which settings are chosen, and experiments with a cell, are many and alike, and share one.
 */
export function withCells(report: WithoutCells): SiteReport {
  const cells: SiteCell[] = [];
  const pages: EvidencePage[] = [];
  // A cell refers to its report, and the report to its cells.
  const whole: SiteReport = { ...report, cells, pages };
  const titles = cellTitles(report);
  const shared = new Map<string, SiteCell[]>();
  const stored = aggregate(report.results.cells, report.results.records).filter(
    ({ records, failures }) => records.length + failures.length > 0,
  );
  for (const result of stored) {
    const { id } = result.cell;
    const base = sharedId(result);
    const file = `cells/${report.slug}/${fileName(base ?? id)}.html`;
    const title = titles.get(id) ?? plainTitle(result);
    const path = base === undefined ? file : `${file}#${anchorOf(id)}`;
    const cell: SiteCell = { id, path, title, report: whole, result, command: commandOf(result, report) };
    cells.push(cell);
    const others = shared.get(file);
    if (others) others.push(cell);
    else {
      const own = [cell];
      if (base !== undefined) shared.set(file, own);
      pages.push({
        path: file,
        title: base === undefined ? title : sharedTitle(result, base, report),
        cells: own,
        shared: base !== undefined,
      });
    }
  }
  return whole;
}

/** Id that stands for all cells which share a page; `undefined` for a cell that has its own. */
function sharedId({ cell }: CellResult): string | undefined {
  return cell.tuning || cell.changes ? baseId(cell) : undefined;
}

function sharedTitle({ cell }: CellResult, base: string, { results }: WithoutCells): string {
  if (cell.changes) return `Experiments with ${withoutSuite(base)}`;
  const name = withoutSuite(base);
  return questionsAt(results.scale).find((question) => question.name === name)?.title ?? name;
}

/** What a cell that shares a page is called there. */
export function nameOnPage({ id, result: { cell } }: SiteCell): string {
  return cell.changes ? changeWords({ ...cell.changes }).join(', ') : id.split('/').at(-1)!;
}

/** Where a cell stands on the page that it shares. */
export function anchorOf(id: string): string {
  return id.split('/').at(-1)!;
}

function commandOf({ cell }: CellResult, { results }: WithoutCells): string {
  return cell.changes ? experimentCommand(cell, results) : rerunCommand(cell.id, results);
}

function withoutSuite(id: string): string {
  return id.split('/').slice(1).join('/');
}

/** The part of a cell's id after the suite, as the name of a file. */
function fileName(id: string): string {
  return withoutSuite(id).replaceAll('/', '--').replaceAll('+', '_');
}

/** What cells of Table 1 are called by their row and column. */
function cellTitles({ results }: WithoutCells): Map<string, string> {
  const isTable = results.cells.some(({ suite, changes }) => suite === 'table1' && !changes);
  const entries = isTable ? entryResults(results) : [];
  return new Map(
    entries
      .filter(({ repeats }) => !repeats)
      .map(({ cell, row, column }) => [cell.id, `${row.title}, ${column.title}`]),
  );
}

/** Network and what else the cell's id says, e.g. `K&H, n = 4.5: few-shot-all, mnist, nonneg`. */
function plainTitle({ cell }: CellResult): string {
  const own = new Set([cell.rule, cell.head, cell.suite]);
  const rest = cell.id.split('/').filter((part) => !own.has(part));
  return `${networkTitle(cell)}: ${rest.join(', ')}`;
}
