import { z } from 'zod';
import { layersSchema } from './layers-schema.ts';
import { unitsOf, type LayerSpec } from './layers.ts';
import type { Budget, PresetName } from './rule.ts';
import type { Scale } from './scale.ts';

/** What an experiment changes in a cell of its suite, as its author says it. */
export interface CellChanges {
  /** Hyperparameters by name. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly preset?: PresetName;
  /** Units of each hidden layer. */
  readonly hidden?: readonly number[];
  /** Epochs of each hidden layer's training without labels. */
  readonly epochs?: number;
  /** Epochs of training with labels. */
  readonly headEpochs?: number;
  readonly trainImages?: number;
  /** Trains on the fit split, and is scored on the validation split. */
  readonly validation?: true;
}

/** What to run: one row of a suite's report, with one run for each seed. */
export interface Cell {
  /** Readable and unique, e.g. `table1/mnist/nonneg/1-layer/hebbian-wp/bp-head`. */
  readonly id: string;
  readonly suite: string;
  readonly scale: Scale;
  /** Name of the data set. */
  readonly dataset: string;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** All layers below the output layer, where they are not dense ones of `hidden` units. */
  readonly layers?: readonly LayerSpec[];
  readonly nonnegative: boolean;
  /** Name of the learning rule. */
  readonly rule: string;
  /** Name of the output layer's variant, for the report, e.g. `wp-head`. */
  readonly head: string;
  readonly preset: PresetName;
  /** What differs from the preset. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly budget: Budget;
  /** Root seeds, one run each. */
  readonly seeds: readonly number[];
  /** Train on a random subset of this many images; all if left out. */
  readonly trainImages?: number;
  /** Train on those images alone whose class is from the first of these on and below the second; all if left out. */
  readonly trainClasses?: readonly [from: number, to: number];
  /** Test on the first this many images; all if left out. */
  readonly testImages?: number;
  /** Score on the validation split, and train on the rest of the training images. */
  readonly tuning?: boolean;
  /** What an experiment changed in the suite's cell to make this one; all of it is in the other fields as well. */
  readonly changes?: CellChanges;
}

const count = z.int().min(1);

/** Schema of {@link Cell}. */
export const cellSchema: z.ZodType<Cell> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9.+-]+(\/[a-z0-9.+-]+)+$/),
    suite: z.string(),
    scale: z.enum(['smoke', 'quick', 'paper']),
    dataset: z.string(),
    hidden: z.array(count).min(1),
    layers: layersSchema.exactOptional(),
    nonnegative: z.boolean(),
    rule: z.string(),
    head: z.string(),
    preset: z.enum(['paper', 'best']),
    hyperparameters: z.record(z.string(), z.json()),
    budget: z.strictObject({ hiddenEpochs: z.number().min(0), headEpochs: z.number().min(0) }),
    seeds: z.array(z.int().min(0)).min(1),
    trainImages: count.exactOptional(),
    trainClasses: z.tuple([z.int().min(0), count]).exactOptional(),
    testImages: count.exactOptional(),
    tuning: z.boolean().exactOptional(),
    changes: z
      .strictObject({
        set: z.record(z.string(), z.json()).exactOptional(),
        preset: z.enum(['paper', 'best']).exactOptional(),
        hidden: z.array(count).min(1).exactOptional(),
        epochs: z.number().min(0).exactOptional(),
        headEpochs: z.number().min(0).exactOptional(),
        trainImages: count.exactOptional(),
        validation: z.literal(true).exactOptional(),
      })
      .exactOptional(),
  })
  .refine(({ hidden, layers }) => !layers || String(unitsOf(layers)) === String(hidden), {
    path: ['layers'],
    message: 'hidden holds the units of each layer that learns',
  }) as z.ZodType<Cell>;
