import type { PresetName } from '@hebbench/core';
import type { Complain } from '../experiments/complaint.ts';
import { EXPECTED, MOST_EPOCHS, MOST_LAYERS, MOST_UNITS, parseSettings } from '../experiments/settings.ts';
import { combinations, isSweep, MOST_COMBINATIONS, type Sweep } from '../experiments/sweep.ts';
import { badFlag, parseChoice } from './options.ts';

/** Values of the flags that change the cells of a suite. */
export interface ExperimentFlags {
  readonly set?: readonly string[];
  readonly preset?: string;
  readonly hidden?: string;
  readonly epochs?: string;
  readonly 'head-epochs'?: string;
  readonly 'train-images'?: string;
  readonly validation?: boolean;
}

/** The error for an experiment's setting that was given as a flag. */
export const complainOfFlag: Complain = (setting, got, expected, fix) => badFlag(setting, got, expected, fix);

/**
 * What the flags change.
 * @returns `undefined` if they change nothing
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseSweep(flags: ExperimentFlags): Sweep | undefined {
  const { preset, hidden, 'train-images': images, validation } = flags;
  const epochs = parseEpochs('epochs', flags.epochs);
  const headEpochs = parseEpochs('head-epochs', flags['head-epochs']);
  const sweep: Sweep = {
    set: parseSettings(flags.set ?? [], complainOfFlag),
    ...(preset !== undefined && { preset: parseChoice<PresetName>('preset', preset, ['paper', 'best']) }),
    ...(hidden !== undefined && { hidden: parseHidden(hidden) }),
    ...(epochs !== undefined && { epochs }),
    ...(headEpochs !== undefined && { headEpochs }),
    ...(images !== undefined && { trainImages: parseImages(images) }),
    ...(validation && { validation }),
  };
  const count = combinations(sweep);
  if (count > MOST_COMBINATIONS)
    throw badFlag('set', `${count} combinations of values`, `at most ${MOST_COMBINATIONS}`);
  return isSweep(sweep) ? sweep : undefined;
}

function parseHidden(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const isSize = (part: string): boolean =>
    /^\d+$/.test(part) && Number(part) >= 1 && Number(part) <= MOST_UNITS;
  if (parts.length <= MOST_LAYERS && parts.every(isSize)) return parts.map(Number);
  throw badFlag('hidden', `"${text}"`, EXPECTED.hidden);
}

function parseEpochs(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const epochs = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && epochs <= MOST_EPOCHS) return epochs;
  throw badFlag(flag, `"${text}"`, EXPECTED.epochs);
}

function parseImages(text: string): number {
  const images = Number(text);
  if (/^\d+$/.test(text) && images >= 1 && Number.isSafeInteger(images)) return images;
  throw badFlag('train-images', `"${text}"`, EXPECTED['train-images']);
}
