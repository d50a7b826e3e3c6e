import {
  createStreams,
  HebbenchError,
  unitsOf,
  type Dataset,
  type LayerSpec,
  type Split,
  type Streams,
  type Trainer,
} from '@hebbench/core';
import { labelBalancedOrder, subset, train } from '@hebbench/nn';
import type { NpyArray } from '../export/npy.ts';
import { findRule } from '../rules/registry.ts';
import { weightsOf, type UpdateExample } from './example.ts';
import { LEAST_UPDATES, WARM_UP, type SpeedContext, type SpeedUnit } from './unit.ts';

/** What a training unit trains. */
export interface TrainingUnitOptions {
  readonly name: string;
  readonly title: string;
  readonly flops: number;
  readonly rule: string;
  readonly nonnegative: boolean;
  /** Units of each hidden layer. @defaultValue one layer of {@link UNITS} */
  readonly hidden?: readonly number[];
  /** Layers in place of them. */
  readonly layers?: readonly LayerSpec[];
  /** Train on the first this many images. @defaultValue all */
  readonly images?: number;
  /** Name of the phase; the others are left out. */
  readonly phase: string;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** Samples of an update. */
  readonly batch: number;
  /** What the first update draws from the rule's streams beside its batch, if anything. */
  readonly noise?: (streams: Streams) => NpyArray;
  /** Of {@link UpdateExample.tolerance}. */
  readonly tolerance?: number;
}

/** Units of the hidden layer. */
export const UNITS = 2000;
/** More than fit into any measurement. */
const EPOCHS = 1e6;

/** One update of a rule, as the training loop runs it: gathering the batch is part of it. */
export function trainingUnit(options: TrainingUnitOptions): SpeedUnit {
  return {
    name: options.name,
    title: options.title,
    flops: options.flops,
    async measure(context) {
      const trainer = createTrainer(options, context);
      try {
        return await timeUpdates(trainer, context, options.images);
      } finally {
        trainer.dispose();
      }
    },
    async example(context) {
      const trainer = createTrainer(options, context);
      try {
        return await exampleOf(trainer, context.dataset, options);
      } finally {
        trainer.dispose();
      }
    },
  };
}

/** The first update, on a batch that every order of its samples makes the same. */
async function exampleOf(
  trainer: Trainer,
  dataset: Dataset,
  { batch, noise, tolerance }: TrainingUnitOptions,
): Promise<UpdateExample> {
  const { inputs, classes } = dataset;
  const stream = createStreams(0).child('speed').stream('example');
  const split = subset(
    dataset.train,
    labelBalancedOrder(dataset.train.labels, classes, batch, stream).slice(0, batch),
  );
  const weights = weightsOf(trainer.model);
  await trainFor(trainer, { dataset, split, onUpdate: (stop) => stop() });
  const changed = [...weightsOf(trainer.model)].flatMap(([name, { values: after }]) => {
    const before = weights.get(name)!.values;
    return after.every((value, i) => value === before[i]) ? [] : [[name, { before, after }] as const];
  });
  return {
    images: { shape: [split.count, inputs], values: split.pixels },
    labels: { shape: [split.count], values: split.labels },
    weights,
    ...(noise && { noise: noise(createStreams(0)) }),
    changed: new Map(changed),
    ...(tolerance !== undefined && { tolerance }),
  };
}

function createTrainer(
  { rule: name, nonnegative, phase, hyperparameters, layers, hidden = [UNITS] }: TrainingUnitOptions,
  { dataset, rules }: Pick<SpeedContext, 'dataset' | 'rules'>,
): Trainer {
  const { rule } = findRule(rules, name);
  const { inputs, classes, shape: image } = dataset;
  const architecture = {
    inputs,
    classes,
    nonnegative,
    ...(layers ? { hidden: unitsOf(layers), layers, image } : { hidden }),
  };
  const trainer = rule.create({
    architecture,
    hyperparameters: rule.hyperparameters.parse({ ...rule.presets.paper(architecture), ...hyperparameters }),
    budget: { hiddenEpochs: EPOCHS, headEpochs: EPOCHS },
    streams: createStreams(0),
  });
  return {
    model: trainer.model,
    variables: trainer.variables,
    phases: trainer.phases.filter((each) => each.name === phase),
    dispose: () => trainer.dispose(),
  };
}

async function timeUpdates(
  trainer: Trainer,
  { dataset, seconds }: SpeedContext,
  images = dataset.train.count,
): Promise<number[]> {
  const count = Math.min(images, dataset.train.count);
  const split = subset(
    dataset.train,
    Uint32Array.from({ length: count }, (_, i) => i),
  );
  const times: number[] = [];
  let [updates, last, end] = [0, 0, Infinity];
  await trainFor(trainer, {
    dataset,
    split,
    onUpdate(stop) {
      const now = performance.now();
      if (updates === WARM_UP) end = now + 1000 * seconds;
      if (updates++ > WARM_UP) times.push(now - last);
      if (now >= end && times.length >= LEAST_UPDATES) stop();
      last = now;
    },
  });
  return times;
}

/** Trains until `onUpdate`, which is called after each update, calls what it is given. */
async function trainFor(
  trainer: Trainer,
  { dataset, split, onUpdate }: { dataset: Dataset; split: Split; onUpdate: (stop: () => void) => void },
): Promise<void> {
  const controller = new AbortController();
  try {
    await train(trainer, {
      dataset,
      split,
      streams: createStreams(0).child('speed'),
      signal: controller.signal,
      onUpdate: () => onUpdate(() => controller.abort()),
    });
  } catch (error) {
    if (!(error instanceof HebbenchError && error.code === 'INTERRUPTED')) throw error;
  }
}
