import { excerpt, HebbenchError, SCALES, nearestNames, type Scale } from '@hebbench/core/basics';
import type { DataChoice } from '@hebbench/datasets';
import { ENGINE_NAMES, type EngineName } from '@hebbench/engine/names';
import { LOGS, type Log } from '../logs/names.ts';

/** Values of `--data`. */
export const DATA_CHOICES = ['auto', 'embedded', 'real'] as const satisfies readonly DataChoice[];

/** The error for a flag whose value is not valid. */
export function badFlag(flag: string, got: string, expected: string, fix?: string): HebbenchError {
  return new HebbenchError('USAGE', `--${flag} is not valid.`, {
    got: `--${flag} ${excerpt(got)}`,
    expected,
    fix: fix ?? `give ${expected}, or leave --${flag} out`,
  });
}

/**
 * One of the allowed values.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseChoice<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const [nearest] = nearestNames(value, choices, 1);
  throw badFlag(flag, `"${value}"`, `one of ${choices.join(', ')}`, nearest && `did you mean "${nearest}"?`);
}

/**
 * A whole number ≥ 1, or `undefined` if the flag was left out.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseCount(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= 10_000) return count;
  throw badFlag(flag, `"${value}"`, 'a whole number from 1 to 10000');
}

/**
 * `--draw`: a whole number ≥ 0.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseDraw(value: string): number {
  const draw = Number(value);
  if (/^\d+$/.test(value) && draw <= 10_000) return draw;
  throw badFlag('draw', `"${value}"`, 'a whole number from 0 to 10000');
}

/**
 * `--seed`: whole numbers ≥ 0, or `undefined` if the flag was left out.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseSeeds(value: string | undefined): number[] | undefined {
  if (value === undefined) return undefined;
  const parts = parseList('seed', value);
  if (parts.every((part) => /^\d{1,5}$/.test(part))) return parts.map(Number);
  throw badFlag('seed', `"${value}"`, 'whole numbers from 0 to 99999, with commas between them');
}

/**
 * Parts of a comma-separated flag, each once; none if the flag was left out.
 * @throws {@link HebbenchError} `USAGE` for a list of nothing, which would else be taken for a flag that was left out
 */
export function parseList(flag: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  const parts = value.split(',').map((part) => part.trim());
  const named = [...new Set(parts.filter(Boolean))];
  if (named.length > 0) return named;
  throw badFlag(flag, `"${value}"`, 'at least one name; several have commas between them');
}

/**
 * `--log`
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseLog(value: string): Log {
  if (value !== 'wandb') return parseChoice('log', value, LOGS);
  throw badFlag(
    'log',
    '"wandb"',
    `one of ${LOGS.join(', ')}: the files of Weights & Biases are written by its own programs alone`,
    'hand the records over to its Python package: docs/python.md has the lines',
  );
}

/** `--scale` */
export function parseScale(value: string): Scale {
  return parseChoice('scale', value, SCALES);
}

/** `--engine` */
export function parseEngine(value: string): EngineName | 'auto' {
  return parseChoice('engine', value, ['auto', ...ENGINE_NAMES] as const);
}

/** `--data` */
export function parseData(value: string): DataChoice {
  return parseChoice('data', value, DATA_CHOICES);
}
