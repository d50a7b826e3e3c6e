import { visible, type RecordedError } from '@hebbench/core';
import type { Run } from '../run/identity.ts';

/** A run that failed, and why. */
export interface Failure extends Run {
  readonly error: RecordedError;
}

/** Failures beyond this many are counted. */
const LISTED = 20;

/**
 * What failed, for the end of a command: what was told while other runs went on has long left the screen. Runs that
 * failed for the same reason stand together.
 * @param failures - at least one
 */
export function failuresText(failures: readonly Failure[]): string {
  const reasons = [...new Set(failures.map(({ error }) => error.message))];
  const groups = reasons.slice(0, LISTED).map((message) => {
    const runs = failures.filter(({ error }) => error.message === message);
    const names = runs.slice(0, LISTED).map(({ cell, seed }) => `  ${cell.id} #${seed}`);
    const more = runs.length > LISTED ? [`  and ${runs.length - LISTED} more`] : [];
    const reason = visible(message)
      .split('\n')
      .map((line) => `    ${line}`);
    return [...names, ...more, ...reason].join('\n');
  });
  const left = reasons.length > LISTED ? [`  … and for ${reasons.length - LISTED} more reasons`] : [];
  const count = failures.length === 1 ? 'A run failed' : `${failures.length} runs failed`;
  return [`${count}; the others are kept:`, ...groups, ...left].join('\n');
}
