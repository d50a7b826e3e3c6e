import type { Cell, DataOrigin, RunRecord, Scale } from '@hebbench/core';
import type { InstalledRule } from '../rules/discover.ts';
import { checksDirectory } from '../run/plan.ts';
import { openRunStore, type RunStore } from '../store/run-store.ts';
import type { Suite, SuiteResults } from '../suite.ts';
import { messages } from './messages.ts';
import { outdatedRuns } from './outdated.ts';

/** Settings of {@link storedResults}. */
export interface StoredResultsOptions {
  readonly suite: Suite;
  readonly scale: Scale;
  readonly data: DataOrigin;
  readonly store: RunStore;
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** The cells of rules that were asked for. @defaultValue those of the suite */
  readonly asked?: readonly Cell[];
}

/**
 * What a report shows: the cells of the suite, or of the rules that were asked for, and beside them whatever is stored
 * of other rules and seeds, so that nothing is lost when another rule runs, or fewer seeds.
 */
export function storedResults({
  suite,
  scale,
  data,
  store,
  rules,
  asked,
}: StoredResultsOptions): SuiteResults {
  const installed = [...rules.keys()];
  const own = suite.cells(scale, { rules: [], installed });
  const ran = store.rules();
  const others = ran.length === 0 ? [] : suite.cells(scale, { rules: ran, installed });
  const shown = new Map((asked ?? own).map((cell) => [cell.id, cell]));
  const cells = new Map(
    [...own, ...others, ...shown.values()]
      .filter((cell) => shown.has(cell.id) || store.seeds(cell).length > 0)
      .map((cell) => [cell.id, withStoredSeeds(shown.get(cell.id) ?? cell, store)]),
  );
  // A damaged record costs its own place in the report, and not the report of all that was trained.
  const records = store.readAll([...cells.values()], ({ message }) => messages.warn(message));
  return {
    scale,
    data,
    cells: [...cells.values()],
    records,
    flags: rerunFlags([...cells.values()], new Set(own.map(({ id }) => id)), rules),
    outdated: outdatedRuns(records, [...cells.values()], rules, suite),
    checks: storedChecks([...cells.values()], { suite, store, rules }),
    titles: new Map([...rules].map(([name, { title }]) => [name, title])),
  };
}

/** Checks of today's settings: one of other settings says nothing about this report. */
function storedChecks(
  cells: readonly Cell[],
  { suite, store, rules }: Pick<StoredResultsOptions, 'suite' | 'store' | 'rules'>,
): RunRecord[] {
  const checks = openRunStore(checksDirectory(store.directory));
  const checked = cells.map((cell) => ({ ...cell, seeds: checks.seeds(cell) }));
  const found = checks.readAll(checked, ({ message }) => messages.warn(message));
  const outdated = new Set(outdatedRuns(found, cells, rules, suite));
  return found.filter((record) => !outdated.has(record));
}

function withStoredSeeds(cell: Cell, store: RunStore): Cell {
  const seeds = [...new Set([...cell.seeds, ...store.seeds(cell)])].toSorted((a, b) => a - b);
  return { ...cell, seeds };
}

/** What the command that repeats a cell needs beyond its filter: a rule that is not the suite's own is asked for. */
function rerunFlags(
  cells: readonly Cell[],
  own: ReadonlySet<string>,
  rules: ReadonlyMap<string, InstalledRule>,
): Map<string, string> {
  return new Map(
    cells.flatMap(({ id, rule }) => {
      const from = rules.get(rule)?.from;
      const asked = own.has(id) ? '' : ` --rule ${rule}`;
      // A package that is not here now is named by whoever has it.
      const plugin = !from ? ' --plugin PACKAGE' : from.plugin ? ` --plugin ${from.plugin}` : '';
      return asked || plugin ? [[id, `${asked}${plugin}`] as const] : [];
    }),
  );
}
