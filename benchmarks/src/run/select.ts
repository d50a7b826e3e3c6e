import { HebbenchError, nearestNames, type Cell, type Scale } from '@hebbench/core';
import picomatch from 'picomatch';
import type { CellOptions, Suite } from '../suite.ts';

/** A suite with those of its cells that are to run. */
export interface Selection {
  readonly suite: Suite;
  /** All cells of the suite. */
  readonly cells: readonly Cell[];
  /** The cells that match the filter. */
  readonly selected: readonly Cell[];
}

/**
 * The cells that a filter names.
 * @param filter - names of suites, or globs over cell ids, comma-separated; all suites if left out
 * @throws {@link HebbenchError} `UNKNOWN_NAME` if a part of the filter matches nothing
 */
export function selectCells(
  suites: readonly Suite[],
  filter: string | undefined,
  scale: Scale,
  options: CellOptions,
): Selection[] {
  const patterns = (filter ?? '*')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const all = suites.map((suite) => ({ suite, cells: suite.cells(scale, options) }));
  const known = all.flatMap(({ suite, cells }) => [suite.name, ...cells.map(({ id }) => id)]);
  const matches = patterns.map((pattern) => matcher(pattern, suites));
  patterns.forEach((pattern, i) => {
    if (!known.some((name) => matches[i]!(name))) throw nothingMatches(pattern, known, suites);
  });
  return all
    .map(({ suite, cells }) => ({
      suite,
      cells,
      selected: cells.filter(({ id }) => matches.some((match) => match(suite.name) || match(id))),
    }))
    .filter(({ selected }) => selected.length > 0);
}

/** The name of all suites of the paper together. */
const PAPER = 'paper';

function matcher(pattern: string, suites: readonly Suite[]): (name: string) => boolean {
  if (pattern === '*') return () => true;
  if (pattern === PAPER) {
    const names = new Set(suites.filter(({ paper }) => paper).map(({ name }) => name));
    return (name) => names.has(name);
  }
  return picomatch(pattern, { bash: true });
}

function nothingMatches(pattern: string, known: readonly string[], suites: readonly Suite[]): HebbenchError {
  // A pattern without a slash means a suite: its cells would only crowd the answer.
  const among = pattern.includes('/')
    ? known.filter((name) => name.includes('/'))
    : suites.map(({ name }) => name);
  const nearest = nearestNames(pattern, among);
  return new HebbenchError('UNKNOWN_NAME', `The filter "${pattern}" matches no suite and no cell.`, {
    got: `--filter ${pattern}`,
    expected: `a suite (${[...suites.map(({ name }) => name), PAPER].join(', ')}) or a glob over cell ids, such as "table1/mnist/*/1-layer/**"`,
    fix:
      nearest.length > 0
        ? `did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`
        : 'see `pnpm bench list`',
  });
}
