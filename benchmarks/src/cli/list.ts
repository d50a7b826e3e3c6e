import type { Cell, DatasetTraits } from '@hebbench/core';
import { unknownName } from '@hebbench/core/basics';
import { declaredRuleNames } from '../rules/declared-names.ts';
import { selectCells } from '../run/select.ts';
import type { Grid } from '../suite.ts';
import { GRIDS } from '../suites/grids.ts';
import { parseList, parseScale } from './options.ts';
import { wrap } from './wrapped.ts';

/** Values of the flags of `pnpm bench list`. */
export interface ListFlags {
  readonly filter?: string;
  readonly scale: string;
  readonly rule?: string;
  readonly dataset?: string;
  readonly plugin?: string;
}

/**
 * `pnpm bench list`: suites and their cells.
 * @throws {@link HebbenchError} `USAGE`, `UNKNOWN_NAME`; `DATA_MISSING` or `DATA_CORRUPT` for a folder without images
 */
export async function listCommand(flags: ListFlags): Promise<number> {
  const scale = parseScale(flags.scale);
  const wanted = parseList('rule', flags.rule);
  const plugins = parseList('plugin', flags.plugin);
  const installed = await ruleNames(plugins);
  const missing = wanted.find((name) => !installed.includes(name));
  if (missing !== undefined) throw unknownName('rule', missing, installed);
  const sets = await setsOf(flags.dataset, plugins);
  const options = { rules: wanted, installed, sets };
  for (const { suite, selected } of selectCells(GRIDS, flags.filter, scale, options)) {
    // Whoever reads it from a pipe gets a line for each cell.
    const text = suiteText(suite, selected, process.stdout.columns || Infinity);
    process.stdout.write(`${text}\n`);
  }
  return 0;
}

/** The data sets that are asked for: `undefined` for the suites' own, for which no package is loaded. */
async function setsOf(
  value: string | undefined,
  plugins: readonly string[],
): Promise<readonly DatasetTraits[] | undefined> {
  if (value === undefined) return undefined;
  const [{ askedDatasets }, { messages }] = await Promise.all([
    import('./asked-datasets.ts'),
    import('./messages.ts'),
  ]);
  const { sets, faults } = await askedDatasets(value, plugins);
  faults.forEach(({ message }) => messages.warn(message));
  return sets;
}

/** Names of the installed rules. Those of plug-ins are known once they are loaded. */
async function ruleNames(plugins: readonly string[]): Promise<readonly string[]> {
  const declared = plugins.length === 0 ? declaredRuleNames() : undefined;
  if (declared) return declared;
  const [{ discoverRules }, { findRulePackages }, { messages }] = await Promise.all([
    import('../rules/discover.ts'),
    import('../rules/packages.ts'),
    import('./messages.ts'),
  ]);
  const { rules, faults } = await discoverRules(findRulePackages(plugins));
  faults.forEach(({ message }) => messages.warn(message));
  return [...rules.keys()];
}

/**
 * A suite and its cells, no line longer than the terminal is wide: where there is no room beside an id, its numbers stand
 * below it.
 * @param width - columns of the terminal
 */
export function suiteText(
  { name, title }: Pick<Grid, 'name' | 'title'>,
  cells: readonly Cell[],
  width: number,
): string {
  const scale = cells[0]?.scale;
  const head = `${name} – ${title} (${cells.length} cells${scale ? ` at scale ${scale}` : ''})`;
  const room = Math.max(...cells.map(({ id }) => id.length), 0);
  const lines = cells.flatMap((cell) => {
    const details = detailsOf(cell);
    const line = `  ${cell.id.padEnd(room)}  ${details}`;
    return line.length <= width ? [line] : [`  ${cell.id}`, `      ${details.trimStart()}`];
  });
  return [...wrap(head, width), ...lines].join('\n');
}

function detailsOf({ hidden, seeds, budget }: Cell): string {
  const layers = new Set(hidden).size === 1 ? `${hidden.length} × ${hidden[0]}` : hidden.join('-');
  const [hiddenEpochs, headEpochs] = [budget.hiddenEpochs, budget.headEpochs].map((each) =>
    Number(each.toFixed(2)),
  );
  const epochs = `${hiddenEpochs} + ${headEpochs} epochs`;
  return `${layers.padStart(9)}  ${epochs}  ${seeds.length} seed${seeds.length === 1 ? '' : 's'}`;
}
