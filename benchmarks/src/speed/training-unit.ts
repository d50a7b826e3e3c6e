import { createStreams, HebbenchError, type Trainer } from '@hebbench/core';
import { subset, train } from '@hebbench/nn';
import { findRule } from '../rules/registry.ts';
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
  /** Train on the first this many images. @defaultValue all */
  readonly images?: number;
  /** Name of the phase; the others are left out. */
  readonly phase: string;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
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
  };
}

function createTrainer(
  { rule: name, nonnegative, phase, hyperparameters, hidden = [UNITS] }: TrainingUnitOptions,
  { dataset, rules }: SpeedContext,
): Trainer {
  const { rule } = findRule(rules, name);
  const { inputs, classes } = dataset;
  const architecture = { inputs, hidden, classes, nonnegative };
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
  const stop = new AbortController();
  const times: number[] = [];
  let [updates, last, end] = [0, 0, Infinity];
  const onUpdate = (): void => {
    const now = performance.now();
    if (updates === WARM_UP) end = now + 1000 * seconds;
    if (updates++ > WARM_UP) times.push(now - last);
    if (now >= end && times.length >= LEAST_UPDATES) stop.abort();
    last = now;
  };
  try {
    await train(trainer, {
      dataset,
      split,
      streams: createStreams(0).child('speed'),
      signal: stop.signal,
      onUpdate,
    });
  } catch (error) {
    if (!(error instanceof HebbenchError && error.code === 'INTERRUPTED')) throw error;
  }
  return times;
}
