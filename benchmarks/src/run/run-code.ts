import { HebbenchError, type Cell, type CodeProvenance, type DatasetTraits } from '@hebbench/core';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { RulePackage } from '../rules/packages.ts';
import type { Suite } from '../suite.ts';
import { codeDigest, filesDigest } from './code-digest.ts';
import { setOf } from './set-of.ts';
import { moduleClosure } from './module-closure.ts';

/** Digests of the code of packages, by their names. */
export type PackageDigests = CodeProvenance['packages'];

/** Packages that take part in every run. */
const SHARED = ['core', 'nn', 'engine', 'datasets'];

const PACKAGES = new URL('../../../packages/', import.meta.url);
const OWN_FOLDER = fileURLToPath(new URL('..', import.meta.url));
/** Makes, trains and checks networks. It has the ending of this file, as source or built. */
const TRAINING = fileURLToPath(new URL(`network${import.meta.url.slice(-3)}`, import.meta.url));

/** A cell with those whose code decides its numbers. */
export interface Participants {
  readonly cell: Cell;
  /** The data set of the cell, where it is no part of this program. @defaultValue a set of this program */
  readonly set?: DatasetTraits | undefined;
  readonly suite: Pick<Suite, 'packages' | 'scoring'>;
  /** The packages of its rule, and of the rules of other networks that its scoring asks for. */
  readonly rules: readonly RulePackage[];
}

/**
 * The code that decides a run's numbers: its rules, what they share, and what of this package trains and scores. What
 * only shows or reports results does not count.
 */
export function codeOf({ cell, set = setOf(cell), suite, rules }: Participants): PackageDigests {
  const shared = [...SHARED, ...(suite.packages?.(cell, set) ?? [])];
  return Object.fromEntries([
    ...shared.map((name) => [
      `@hebbench/${name}`,
      codeDigest(fileURLToPath(new URL(`${name}/src`, PACKAGES))),
    ]),
    ['@hebbench/benchmarks', ownCode(suite.scoring)],
    ...rules.map(({ name, directory }) => [name, codeDigest(directory)]),
  ]);
}

const known = new Map<string, string>();

function ownCode(scoring: readonly string[]): string {
  const key = scoring.join('\n');
  const found = known.get(key);
  if (found !== undefined) return found;
  const modules = new Set([TRAINING, ...scoring].flatMap(moduleClosure));
  const digest = filesDigest(OWN_FOLDER, [...modules].toSorted());
  known.set(key, digest);
  return digest;
}

/** Whether two runs had the same code. A record from before code was kept had another. */
export function isSameCode(one: PackageDigests | undefined, other: PackageDigests): boolean {
  return isDeepStrictEqual({ ...one }, { ...other });
}

/**
 * Checks that the code that a process has loaded is the code that its run was planned with: else the result would stand
 * under the name of other code.
 * @throws {@link HebbenchError} `CODE_CHANGED`
 */
export function checkSameCode(planned: PackageDigests, loaded: PackageDigests): void {
  if (isSameCode(planned, loaded)) return;
  const names = Object.keys({ ...planned, ...loaded }).filter((name) => planned[name] !== loaded[name]);
  throw new HebbenchError('CODE_CHANGED', 'The code has changed since the command began.', {
    got: `other code of ${names.join(', ')}`,
    expected: 'the code that the run was planned with: results are kept by it',
    fix: 'give the same command again: it runs what is left with the code as it is then',
  });
}
