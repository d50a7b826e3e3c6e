import { SCALES, type PresetName, type Scale } from '@hebbench/core';
import { z } from 'zod';
import { EXPECTED, MOST_EPOCHS, MOST_LAYERS, MOST_UNITS } from './settings.ts';

const names = z.union([
  z
    .string()
    .min(1)
    .transform((name) => [name]),
  z.array(z.string().min(1)).min(1),
]);
const units = z.int().min(1).max(MOST_UNITS);
const epochs = z.number().min(0).max(MOST_EPOCHS);
const value = z.json();

const experimentSchema = z.strictObject({
  filter: names,
  rule: names.exactOptional(),
  preset: z.enum(['paper', 'best']).exactOptional(),
  hidden: z.union([units.transform((one) => [one]), z.array(units).min(1).max(MOST_LAYERS)]).exactOptional(),
  epochs: epochs.exactOptional(),
  'head-epochs': epochs.exactOptional(),
  'train-images': z.int().min(1).exactOptional(),
  validation: z.boolean().exactOptional(),
  set: z
    .record(
      z.string().regex(/^[A-Za-z]\w*$/),
      z.union([z.array(value).min(1), value.transform((one) => [one])]),
    )
    .exactOptional(),
});

const seed = z.int().min(0).max(99_999);

/** Schema of a file of experiments. */
export const experimentFileSchema: z.ZodType<WrittenExperiments> = z.strictObject({
  scale: z.enum(SCALES as readonly [Scale, ...Scale[]]).exactOptional(),
  seeds: z.int().min(1).max(10_000).exactOptional(),
  seed: z.union([seed.transform((one) => [one]), z.array(seed).min(1)]).exactOptional(),
  experiments: z.array(experimentSchema).min(1).max(100),
}) as z.ZodType<WrittenExperiments>;

/** What a file of experiments says. */
export interface WrittenExperiments {
  readonly scale?: Scale;
  readonly seeds?: number;
  readonly seed?: readonly number[];
  readonly experiments: readonly WrittenExperiment[];
}

/** One entry of a file of experiments. */
export interface WrittenExperiment {
  readonly filter: readonly string[];
  readonly rule?: readonly string[];
  readonly preset?: PresetName;
  readonly hidden?: readonly number[];
  readonly epochs?: number;
  readonly 'head-epochs'?: number;
  readonly 'train-images'?: number;
  readonly validation?: boolean;
  readonly set?: Readonly<Record<string, readonly unknown[]>>;
}

/** What each key of the file expects. */
export const EXPECTED_OF_KEY: Readonly<Record<string, string>> = {
  scale: `one of ${SCALES.join(', ')}`,
  seeds: 'a whole number from 1 to 10000',
  seed: 'a whole number from 0 to 99999, or a list of them',
  experiments: 'a list of 1 to 100 experiments, each with a filter and what it changes',
  filter: 'a suite or a glob over cell ids, or a list of them',
  rule: 'the name of a rule, or a list of them',
  preset: EXPECTED.preset,
  hidden: `a list of units, whole numbers from 1 to ${MOST_UNITS}, one a hidden layer`,
  epochs: EXPECTED.epochs,
  'head-epochs': EXPECTED.epochs,
  'train-images': EXPECTED['train-images'],
  validation: 'true or false',
  set: 'hyperparameters by name, each with a value or a list of values to try',
};

/** Keys of the file, and of each of its experiments. */
export const KEYS: { readonly file: readonly string[]; readonly experiment: readonly string[] } = {
  file: ['scale', 'seeds', 'seed', 'experiments'],
  experiment: Object.keys(experimentSchema.shape),
};
