import { cacheDirectory } from '@hebbench/core';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { ENGINE_NAMES, ONLY_BY_NAME, type EngineName } from './names.ts';

/** How fast the engines of this machine are, as measured once. */
export interface MeasuredSpeeds {
  /** When, in ISO 8601. */
  readonly measured: string;
  /** On which processor: several machines may share the folder in which this is kept. */
  readonly processor: string;
  readonly threads: number;
  /** Milliseconds of an update, of each engine that was there. */
  readonly updates: Readonly<Partial<Record<EngineName, number>>>;
}

/**
 * The engines in the order in which `auto` tries them: by measured speed, and the others after those. Those of
 * {@link ONLY_BY_NAME} are not among them.
 */
export function engineOrder(): readonly EngineName[] {
  const { updates = {} } = readSpeeds() ?? {};
  const time = (name: EngineName): number => updates[name] ?? Infinity;
  // Sorting is stable; two that were not measured would give NaN.
  return ENGINE_NAMES.filter((name) => !ONLY_BY_NAME.has(name)).toSorted((a, b) =>
    time(a) === time(b) ? 0 : time(a) - time(b),
  );
}

/** What was measured on this machine, if anything was. */
export function readSpeeds(): MeasuredSpeeds | undefined {
  try {
    const speeds = JSON.parse(readFileSync(speedsFile(), 'utf8')) as Partial<MeasuredSpeeds> | null;
    return speeds?.processor === processor() && isWhole(speeds) ? speeds : undefined;
  } catch {
    // None, or a file that somebody damaged: then there is the order that needs none.
    return undefined;
  }
}

/**
 * Keeps what was measured, for `auto` in all processes that start from then on.
 * @returns whether it could be written
 */
export function keepSpeeds(threads: number, updates: MeasuredSpeeds['updates']): boolean {
  const speeds: MeasuredSpeeds = {
    measured: new Date().toISOString(),
    processor: processor(),
    threads,
    updates,
  };
  const file = speedsFile();
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Another process sees the old file or the new one.
    writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(speeds, null, 2)}\n`);
    renameSync(`${file}.${process.pid}`, file);
    return true;
  } catch {
    return false;
  }
}

function speedsFile(): string {
  return join(cacheDirectory(), 'engines.json');
}

function processor(): string {
  return cpus()[0]?.model ?? 'unknown';
}

function isWhole(speeds: Partial<MeasuredSpeeds>): speeds is MeasuredSpeeds {
  const { measured, threads, updates } = speeds;
  const times = Object.values(updates ?? {});
  return (
    typeof measured === 'string' &&
    typeof threads === 'number' &&
    times.length > 0 &&
    times.every((milliseconds) => typeof milliseconds === 'number' && milliseconds > 0)
  );
}
