import { cacheDirectory } from '@hebbench/core';
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineName } from '../names.ts';
import { FIXED_ORDER, type Round } from './choice.ts';

/** Which engine `auto` takes first on a kind of processor, and why; measured once. */
export interface EngineChoice {
  /** When, in ISO 8601. */
  readonly measured: string;
  /** On which processor: several machines may share the folder in which this is kept. */
  readonly processor: string;
  /** The engine that is tried first; `undefined` where the measurement failed: then it is the first of the list. */
  readonly first?: EngineName;
  /** See {@link Verdict.undecided}. */
  readonly undecided?: EngineName;
  /** What each engine took. */
  readonly rounds: readonly Round[];
  /** What computed, e.g. the file of the BLAS library, of each engine that was there. */
  readonly details: Readonly<Partial<Record<EngineName, string>>>;
  /** Why nothing was measured. */
  readonly problem?: string;
}

/** What was measured on this kind of processor, if anything was. */
export function readChoice(): EngineChoice | undefined {
  try {
    const choice = JSON.parse(readFileSync(choiceFile(), 'utf8')) as Partial<EngineChoice> | null;
    return choice?.processor === processor() && isWhole(choice) ? choice : undefined;
  } catch {
    // None, or a file that somebody damaged: then there is the order that needs none.
    return undefined;
  }
}

/**
 * Keeps what was measured, for `auto` in all processes that start from then on.
 * @param found - what was measured
 * @param again - whether it takes the place of what is kept; otherwise what another process has kept meanwhile stands, so
 * that all of them take the same engine. @defaultValue false
 * @returns whether something is kept now
 */
export function keepChoice(found: Omit<EngineChoice, 'measured' | 'processor'>, again = false): boolean {
  const choice: EngineChoice = { measured: new Date().toISOString(), processor: processor(), ...found };
  const file = choiceFile();
  const written = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(written, `${JSON.stringify(choice, null, 2)}\n`);
    // Another process sees all of it or nothing.
    if (again || !linked(written, file)) renameSync(written, file);
    else rmSync(written);
    return true;
  } catch {
    return false;
  }
}

/** Gives a file its name, unless that is taken by a choice already. */
function linked(written: string, file: string): boolean {
  try {
    linkSync(written, file);
    return true;
  } catch {
    // Taken; or the file system has no links.
    return readChoice() !== undefined;
  }
}

/** Whether what is measured can be kept. */
export function canKeepChoice(): boolean {
  const folder = dirname(choiceFile());
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function choiceFile(): string {
  const name = processor()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return join(cacheDirectory(), 'engines', `${name.slice(0, 100)}.json`);
}

function processor(): string {
  return cpus()[0]?.model.trim() || 'unknown';
}

function isWhole(choice: Partial<EngineChoice>): choice is EngineChoice {
  const { measured, first, undecided, rounds, details, problem } = choice;
  return (
    typeof measured === 'string' &&
    [first, undecided].every((name) => name === undefined || FIXED_ORDER.includes(name)) &&
    (first === undefined) === (typeof problem === 'string') &&
    Array.isArray(rounds) &&
    rounds.every(isRound) &&
    typeof details === 'object' &&
    details !== null
  );
}

function isRound(round: unknown): round is Round {
  if (typeof round !== 'object' || round === null) return false;
  return Object.values(round as Record<string, Partial<Round[EngineName]>>).every(
    (time) => time !== null && isTime(time?.wall) && isTime(time?.processor),
  );
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
