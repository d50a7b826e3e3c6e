import type { Architecture, Cell, LearningRule } from '@hebbench/core';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { RulePackage } from '../rules/packages.ts';
import { codeDigest } from './code-digest.ts';
import type { PackageDigests } from './run-code.ts';

/** One unit of work: a cell with one of its seeds. */
export interface Run {
  readonly cell: Cell;
  readonly seed: number;
}

/** Packages whose code decides what training does. */
const TRAINING_PACKAGES = ['core/src', 'nn/src', 'engine/src'];
const PACKAGES = new URL('../../../packages/', import.meta.url);

/** What decides the numbers of a run, beside the run itself. */
export interface RunCircumstances {
  /** Complete, after preset and overrides: a changed preset is another run. */
  readonly hyperparameters: unknown;
  /** From {@link numbersVersions}. */
  readonly versions: Readonly<Record<string, string>>;
  readonly dataDigest: string;
}

/**
 * Identifies what a run computes: the cell (without its list of seeds), the seed, the hyperparameters, the versions of
 * the packages' numbers and the data. Runs with the same hash give the same numbers, so a finished one is not repeated.
 * The engine does not count; the record names it.
 * @returns 32 hexadecimal digits
 */
export function runHash(
  { cell, seed }: Run,
  { hyperparameters, versions, dataDigest }: RunCircumstances,
): string {
  const identity = {
    cell: cellIdentity(cell),
    seed,
    hyperparameters,
    versions,
    dataDigest,
  };
  return digestOf(identity);
}

/**
 * Identifies a trained network: all that takes part in its training, and the code itself. Cells of several suites that
 * train the same network share it.
 * @returns 32 hexadecimal digits
 */
export function modelHash({ cell, seed }: Run, rule: RulePackage, dataDigest: string): string {
  const identity = { training: trainingIdentity(cell), seed, code: trainingCode(rule), dataDigest };
  return digestOf(identity);
}

/** A network with what its rule says of it. */
export interface DescribedNetwork {
  readonly rule: Pick<LearningRule, 'hiddenIdentity'>;
  readonly from: RulePackage;
  readonly architecture: Architecture;
  readonly hyperparameters: unknown;
}

/**
 * Identifies a network's hidden layers, where they do not depend on its output layer: networks with the same hash share
 * them.
 * @returns 32 hexadecimal digits; `undefined` if the rule does not say what they depend on
 */
export function hiddenHash(
  { cell, seed }: Run,
  { rule, from, architecture, hyperparameters }: DescribedNetwork,
  dataDigest: string,
): string | undefined {
  const dependsOn = rule.hiddenIdentity?.(hyperparameters, architecture);
  if (dependsOn === undefined) return undefined;
  const { preset: _preset, hyperparameters: _changes, budget, ...images } = trainingIdentity(cell);
  const identity = {
    hidden: dependsOn,
    hiddenEpochs: budget.hiddenEpochs,
    images,
    seed,
    code: trainingCode(from),
    dataDigest,
  };
  return digestOf(identity);
}

/**
 * Identifies what a checkpoint can go on as: a run with code to the letter, as half of it by other code would be neither.
 * @param hash - from {@link runHash}
 * @returns 32 hexadecimal digits
 */
export function checkpointHash(hash: string, packages: PackageDigests): string {
  return digestOf({ hash, packages });
}

/**
 * Identifies what a suite's watch sees of a run while it trains: the cell, and code to the letter.
 * @returns 32 hexadecimal digits
 */
export function watchIdentity(cell: Cell, packages: PackageDigests): string {
  return digestOf({ watched: cellIdentity(cell), packages });
}

/** Whether two cells say the same of their runs. */
export function isSameDefinition(one: Cell, other: Cell): boolean {
  return canonicalJson(cellIdentity(one)) === canonicalJson(cellIdentity(other));
}

/** 32 hexadecimal digits that equal values share. */
function digestOf(identity: unknown): string {
  return createHash('sha256').update(canonicalJson(identity)).digest('hex').slice(0, 32);
}

/** What a cell says of training. */
function trainingIdentity(
  cell: Cell,
): Omit<Cell, 'seeds' | 'id' | 'suite' | 'scale' | 'head' | 'testImages' | 'changes'> {
  const {
    id: _id,
    suite: _suite,
    scale: _scale,
    head: _head,
    testImages: _tested,
    changes: _changes,
    ...training
  } = cellIdentity(cell);
  return training;
}

/** Digests of the code that decides what training does. */
function trainingCode(rule: RulePackage): string[] {
  const shared = TRAINING_PACKAGES.map((name) => fileURLToPath(new URL(name, PACKAGES)));
  return [rule.directory, ...shared].map(codeDigest);
}

/** What a cell says of its runs: all but the list of seeds. */
function cellIdentity(cell: Cell): Omit<Cell, 'seeds'> {
  const { seeds: _seeds, ...identity } = cell;
  return identity;
}

/** JSON with the keys of every object in alphabetical order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
