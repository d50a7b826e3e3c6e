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
 * @throws {@link HebbenchError} `UNKNOWN_NAME` if a part of the filter matches nothing, `USAGE` if it has no part or
 * names suites alone that do not run the rules that were asked for
 */
export function selectCells(
  suites: readonly Suite[],
  filter: string | undefined,
  scale: Scale,
  options: CellOptions,
): Selection[] {
  const patterns = (filter ?? '*')
    .split(COMMA_OUTSIDE_BRACES)
    .map((part) => part.trim())
    .filter(Boolean);
  if (patterns.length === 0) throw nothingNamed(filter!);
  const all = suites.map((suite) => ({ suite, cells: suite.cells(scale, options) }));
  const known = all.flatMap(({ suite, cells }) => [suite.name, ...cells.map(({ id }) => id)]);
  const matches = patterns.map((pattern) => matcher(pattern, suites));
  patterns.forEach((pattern, i) => {
    if (!known.some((name) => matches[i]!(name))) throw nothingMatches(pattern, known, suites);
  });
  const selections = all
    .map(({ suite, cells }) => ({
      suite,
      cells,
      selected: cells.filter(({ id }) => matches.some((match) => match(suite.name) || match(id))),
    }))
    .filter(({ selected }) => selected.length > 0);
  if (selections.length === 0) throw noneOfTheRules(filter, options.rules);
  return selections;
}

/** The same cells with these seeds alone to run. The suite's own plan, and so its report, stays as it is. */
export function withSeeds(selection: Selection, seeds: readonly number[]): Selection {
  return { ...selection, selected: selection.selected.map((cell) => ({ ...cell, seeds })) };
}

/** A glob may have alternatives with commas of their own: `{1,2}-layer`. */
const COMMA_OUTSIDE_BRACES = /,(?![^{]*\})/;

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

const WHAT_MATCHES = 'a glob over cell ids, such as "table1/mnist/*/1-layer/**"';

function nothingNamed(filter: string): HebbenchError {
  return new HebbenchError('USAGE', 'The filter names nothing.', {
    got: `--filter "${filter}"`,
    expected: `names of suites, or ${WHAT_MATCHES}`,
    fix: 'name something, or leave --filter out to take everything',
  });
}

/** Suites such as `regime` are about one rule. */
function noneOfTheRules(filter: string | undefined, rules: readonly string[]): HebbenchError {
  return new HebbenchError('USAGE', 'What the filter names does not run this rule.', {
    got: `--filter ${filter} --rule ${rules.join(',')}`,
    expected: 'a suite that runs any rule: table1, figure2, figure3, figure4 or rules',
    fix: 'name such a suite, or leave --rule out',
  });
}

function nothingMatches(pattern: string, known: readonly string[], suites: readonly Suite[]): HebbenchError {
  // A pattern without a slash means a suite: its cells would only crowd the answer. One with slashes is compared with
  // as much of the ids as it spells out.
  const depth = pattern.split('/').findIndex((part) => /[*?[{(!]/.test(part));
  const spelt = (name: string): string => (depth < 1 ? name : name.split('/').slice(0, depth).join('/'));
  const among = pattern.includes('/')
    ? new Set(known.filter((name) => name.includes('/')).map(spelt))
    : suites.map(({ name }) => name);
  const rest = depth < 1 ? '' : `/${pattern.split('/').slice(depth).join('/')}`;
  const nearest = nearestNames(spelt(pattern), [...among])
    .map((name) => `${name}${rest}`)
    .filter((name) => name !== pattern);
  return new HebbenchError('UNKNOWN_NAME', `The filter "${pattern}" matches no suite and no cell.`, {
    got: `--filter ${pattern}`,
    expected: `a suite (${[...suites.map(({ name }) => name), PAPER].join(', ')}) or ${WHAT_MATCHES}`,
    fix:
      nearest.length > 0
        ? `did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`
        : 'see `pnpm bench list`',
  });
}
