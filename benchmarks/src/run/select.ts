import type { Cell } from '@hebbench/core';
import { excerpt, HebbenchError, nearestNames, type Scale } from '@hebbench/core/basics';
import picomatch from 'picomatch';
import type { CellOptions, Grid, Suite } from '../suite.ts';

/**
 * A suite with those of its cells that are to run.
 * @typeParam S - all of the suite, or what it runs alone
 */
export interface Selection<S extends Grid = Suite> {
  readonly suite: S;
  /** All cells of the suite. */
  readonly cells: readonly Cell[];
  /** The cells that match the filter. */
  readonly selected: readonly Cell[];
}

/**
 * The cells that a filter names.
 * @param filter - names of suites, or globs over cell ids, comma-separated; what matches none is taken as the start of
 * ids, up to a slash; all suites if left out
 * @param given - as what the user gave it, for errors. @defaultValue by `--filter`
 * @throws {@link HebbenchError} `UNKNOWN_NAME` if a part of the filter matches nothing, `USAGE` if it has no part or
 * names suites alone that do not run the rules that were asked for
 */
export function selectCells<S extends Grid>(
  suites: readonly S[],
  filter: string | undefined,
  scale: Scale,
  options: CellOptions,
  given: Given = FILTER,
): Selection<S>[] {
  const patterns = (filter ?? '*')
    .split(COMMA_OUTSIDE_BRACES)
    .map((part) => part.trim())
    .filter(Boolean);
  if (patterns.length === 0) throw nothingNamed(filter!, given);
  const all = suites.map((suite) => ({ suite, cells: suite.cells(scale, options) }));
  const known = all.flatMap(({ suite, cells }) => [suite.name, ...cells.map(({ id }) => id)]);
  const matches = patterns.map((pattern) => {
    const match = [pattern, folder(pattern)]
      .map((glob) => matcher(glob, suites))
      .find((each) => known.some((name) => each(name)));
    if (!match) throw nothingMatches(pattern, known, suites, given);
    return match;
  });
  const selections = all
    .map(({ suite, cells }) => ({
      suite,
      cells,
      selected: cells.filter(({ id }) => matches.some((match) => match(suite.name) || match(id))),
    }))
    .filter(({ selected }) => selected.length > 0);
  if (selections.length === 0) throw runsNothing(`${given.word} ${filter ?? '*'}`, options);
  return selections;
}

/** The same cells with these seeds alone to run. The suite's own plan, and so its report, stays as it is. */
export function withSeeds(selection: Selection, seeds: readonly number[]): Selection {
  return { ...selection, selected: selection.selected.map((cell) => ({ ...cell, seeds })) };
}

/** How cells were named. */
export interface Given {
  /** The flag, or the argument, as the help writes it. */
  readonly word: string;
  /** What it is called in a sentence. */
  readonly noun: string;
}

const FILTER: Given = { word: '--filter', noun: 'filter' };

/** A glob may have alternatives with commas of their own: `{1,2}-layer`. */
const COMMA_OUTSIDE_BRACES = /,(?![^{]*\})/;

/** The name of all suites of the paper together. */
const PAPER = 'paper';

function matcher(pattern: string, suites: readonly Grid[]): (name: string) => boolean {
  if (pattern === '*') return () => true;
  if (pattern === PAPER) {
    const names = new Set(suites.filter(({ paper }) => paper).map(({ name }) => name));
    return (name) => names.has(name);
  }
  return picomatch(pattern, { bash: true });
}

/** All cells whose ids start with what a pattern matches. */
function folder(pattern: string): string {
  return `${pattern.replace(/\/+$/, '')}/**`;
}

const WHAT_MATCHES = 'a glob over cell ids or their beginnings, such as "table1/mnist/*/1-layer"';

function nothingNamed(filter: string, { word, noun }: Given): HebbenchError {
  return new HebbenchError('USAGE', `The ${noun} names nothing.`, {
    got: `${word} "${filter}"`,
    expected: `names of suites, or ${WHAT_MATCHES}`,
    fix: `name something${word === FILTER.word ? `, or leave ${word} out to take everything` : ''}`,
  });
}

/** Suites such as `regime` are about one rule, and `tuning` is about the paper's data sets. */
function runsNothing(filter: string, { rules, sets = [] }: CellOptions): HebbenchError {
  const flag = rules.length > 0 ? '--rule' : '--dataset';
  const named = rules.length > 0 ? rules : sets.map(({ name }) => name);
  const what = rules.length > 0 ? 'rule' : 'data set';
  return new HebbenchError('USAGE', `What the filter names does not run this ${what}.`, {
    got: `${excerpt(filter)} ${flag} ${named.join(',')}`,
    expected: `a suite that runs any ${what}: table1, figure2, figure3, figure4 or rules`,
    fix: `name such a suite, or leave ${flag} out`,
  });
}

function nothingMatches(
  pattern: string,
  known: readonly string[],
  suites: readonly Grid[],
  { word, noun }: Given,
): HebbenchError {
  const parts = pattern.replace(/\/+$/, '').split('/');
  const glob = parts.findIndex((part) => /[*?[{(!]/.test(part));
  // A pattern is compared with as much of the ids as it spells out; one that starts with a glob with all of them.
  const depth = glob === 0 ? Infinity : glob < 0 ? parts.length : glob;
  const spelt = (name: string): string => name.split('/').slice(0, depth).join('/');
  // A pattern without a slash means a suite: its cells would only crowd the answer.
  const among =
    parts.length > 1
      ? new Set(known.filter((name) => name.includes('/')).map(spelt))
      : suites.map(({ name }) => name);
  const rest = glob < 1 ? '' : `/${parts.slice(glob).join('/')}`;
  const nearest = nearestNames(spelt(parts.join('/')), [...among])
    .map((name) => `${name}${rest}`)
    .filter((name) => name !== pattern);
  return new HebbenchError(
    'UNKNOWN_NAME',
    `The ${noun} "${excerpt(pattern)}" matches no suite and no cell.`,
    {
      got: `${word} ${excerpt(pattern)}`,
      expected: `a suite (${[...suites.map(({ name }) => name), PAPER].join(', ')}) or ${WHAT_MATCHES}`,
      fix:
        nearest.length > 0
          ? `did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`
          : 'see `pnpm bench list`',
    },
  );
}
