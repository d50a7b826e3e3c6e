import type { Cell, DatasetTraits, RunRecord, Scale } from '@hebbench/core';
import { existsSync } from 'node:fs';
import type { InstalledRule } from '../rules/discover.ts';
import type { DataKey } from '../run/data-key.ts';
import { checksDirectory, reportDirectory } from '../run/plan.ts';
import { openRunStore, type OnDamaged, type RunStore, type StoredSeeds } from '../store/run-store.ts';
import type { Suite, SuiteResults } from '../suite.ts';
import { REPORTS } from './folders.ts';
import { outdatedRuns, type Today } from './outdated.ts';
import { withoutOtherImages } from './same-images.ts';
import { storedSets } from './stored-sets.ts';

/** Settings of {@link storedResults}. */
export interface StoredResultsOptions {
  readonly suite: Suite;
  readonly scale: Scale;
  readonly data: DataKey;
  /** In the folder of the report. */
  readonly store: RunStore;
  /** Whether the report is published: then it is held against the numbers of packages, not against their code. */
  readonly published: boolean;
  /** Told of what is left out. */
  readonly warn: (message: string) => void;
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** The cells of rules that were asked for. @defaultValue those of the suite */
  readonly asked?: readonly Cell[];
  /** Digests of the images by data set, where they have been loaded. @defaultValue the publisher's, or the newest */
  readonly digests?: ReadonlyMap<string, string>;
  /** The data sets that the suite's grid ran on in place of its own. @defaultValue those that the report's key names */
  readonly sets?: readonly DatasetTraits[] | undefined;
}

/**
 * What a report shows: the cells of the suite, or of the rules that were asked for, and beside them whatever is stored
 * of other rules and seeds, so that nothing is lost when another rule runs, or fewer seeds. Records of other images than
 * the report's are left out.
 */
export function storedResults(options: StoredResultsOptions): SuiteResults {
  const { suite, scale, data, store, rules, asked, digests, warn } = options;
  const installed = [...rules.keys()];
  const sets = options.sets ?? storedSets(data, store);
  const own = suite.cells(scale, { rules: [], installed, sets });
  const ran = store.rules();
  const others = ran.length === 0 ? [] : suite.cells(scale, { rules: ran, installed, sets });
  const shown = new Map((asked ?? own).map((cell) => [cell.id, cell]));
  const seedsOf = store.storedSeeds();
  const cells = [
    ...new Map(
      [...own, ...others, ...shown.values()]
        .filter((cell) => shown.has(cell.id) || seedsOf(cell).length > 0)
        .map((cell) => [cell.id, withStoredSeeds(shown.get(cell.id) ?? cell, seedsOf)]),
    ).values(),
  ];
  // A damaged record costs its own place in the report, and not the report of all that was trained.
  const onDamaged: OnDamaged = ({ message }) => warn(message);
  const today = { cells, rules, suite, byCode: !options.published, sets };
  const records = withoutOtherImages(store.readAll(cells, onDamaged), { data, digests, warn });
  const published = publishedBeside(options);
  return {
    scale,
    data,
    cells,
    records,
    flags: rerunFlags(cells, new Set(own.map(({ id }) => id)), rules),
    outdated: outdatedRuns(records, today),
    checks: storedChecks(openRunStore(checksDirectory(store.directory), suite.metrics), today, onDamaged),
    ...(sets && { sets }),
    titles: new Map([...rules].map(([name, { title }]) => [name, title])),
    ...(published && { published }),
  };
}

/** The published results of the same images at the same scale, for a report that is not published itself. */
function publishedBeside(options: StoredResultsOptions): SuiteResults | undefined {
  const { suite, scale, data, rules, warn } = options;
  const directory = reportDirectory(REPORTS, suite.name, scale, data);
  if (data !== 'real' || options.published || !existsSync(directory)) return undefined;
  const store = openRunStore(directory, suite.metrics);
  return storedResults({ suite, scale, data, store, published: true, rules, warn });
}

/** Results with the checks that another store holds, beside those of their own folder. */
export function withChecks(
  results: SuiteResults,
  store: RunStore,
  { rules, suite, warn }: Pick<StoredResultsOptions, 'rules' | 'suite' | 'warn'>,
): SuiteResults {
  const today = { cells: results.cells, rules, suite, byCode: true, sets: results.sets };
  const known = new Set(results.checks?.map(({ cell, seed }) => `${cell.id} ${seed}`));
  const more = storedChecks(store, today, ({ message }) => warn(message)).filter(
    ({ cell, seed }) => !known.has(`${cell.id} ${seed}`),
  );
  return { ...results, checks: [...(results.checks ?? []), ...more] };
}

/** Checks of today's settings: one of other settings says nothing about this report. */
function storedChecks(checks: RunStore, today: Today, onDamaged: OnDamaged): RunRecord[] {
  const seedsOf = checks.storedSeeds();
  const checked = today.cells.map((cell) => ({ ...cell, seeds: seedsOf(cell) }));
  const found = checks.readAll(checked, onDamaged);
  const outdated = new Set(outdatedRuns(found, today));
  return found.filter((record) => !outdated.has(record));
}

function withStoredSeeds(cell: Cell, seedsOf: StoredSeeds): Cell {
  const seeds = [...new Set([...cell.seeds, ...seedsOf(cell)])].toSorted((a, b) => a - b);
  return { ...cell, seeds };
}

/** What the command that repeats a cell needs beyond its filter: a rule that is not the suite's own is asked for. */
export function rerunFlags(
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
