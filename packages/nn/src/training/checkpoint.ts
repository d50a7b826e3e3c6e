import { HebbenchError, type Model, type PhaseRecord, type Trainer } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Values and shape of one variable. */
export interface SavedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A training run between two updates. With the run's streams, it determines the rest of the run. */
export interface Checkpoint {
  /** Index of the phase that is running. */
  readonly phase: number;
  /** Updates of that phase so far. */
  readonly update: number;
  /** What the finished phases, and the running one so far, took. */
  readonly phases: readonly PhaseRecord[];
  /** The trainer's variables by name. */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

/** Where a run keeps its checkpoint. */
export interface CheckpointStore {
  /** The checkpoint to go on from, or `undefined` to start from the beginning. */
  load(): Checkpoint | undefined;
  save(checkpoint: Checkpoint): void;
  /** Seconds between two checkpoints. */
  readonly everySeconds: number;
}

/** Copies of all the trainer's variables. */
export function saveVariables({ variables }: Trainer): Record<string, SavedTensor> {
  return saveTensors(variables);
}

/** Copies of a model's weights. */
export function saveWeights(model: Model): Record<string, SavedTensor> {
  return saveTensors(weightsByName(model));
}

/**
 * Sets a model's weights to saved values. Its weights are variables, as those of every model that a trainer makes.
 * @throws {@link HebbenchError} `RECORD_CORRUPT` if names or shapes differ
 */
export function restoreWeights(model: Model, saved: Readonly<Record<string, SavedTensor>>): void {
  restoreTensors(weightsByName(model), saved);
}

function weightsByName(model: Model): Record<string, tf.Variable> {
  return Object.fromEntries(model.weights().map(({ name, tensor }) => [name, tensor as tf.Variable]));
}

/** Copies of named variables. */
export function saveTensors(tensors: Readonly<Record<string, tf.Tensor>>): Record<string, SavedTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      { shape: tensor.shape, data: new Float32Array(tensor.dataSync()) },
    ]),
  );
}

/**
 * Sets the trainer's variables to saved values.
 * @throws {@link HebbenchError} `RECORD_CORRUPT` if names or shapes differ
 */
export function restoreVariables({ variables }: Trainer, saved: Readonly<Record<string, SavedTensor>>): void {
  restoreTensors(variables, saved);
}

/**
 * Sets named variables to saved values.
 * @throws {@link HebbenchError} `RECORD_CORRUPT` if names or shapes differ
 */
export function restoreTensors(
  variables: Readonly<Record<string, tf.Variable>>,
  saved: Readonly<Record<string, SavedTensor>>,
): void {
  if (!fits(variables, saved)) {
    const [got, expected] = [saved, variables].map(describe) as [string, string];
    throw new HebbenchError(
      'RECORD_CORRUPT',
      'A checkpoint does not fit the network that it should restore.',
      {
        got,
        expected,
        fix: 'delete the checkpoint; the run then starts from its beginning',
      },
    );
  }
  for (const [name, variable] of Object.entries(variables)) {
    const { data, shape } = saved[name]!;
    const values = tf.tensor(data, [...shape]);
    variable.assign(values);
    values.dispose();
  }
}

/** Whether saved values have the names and shapes of variables. */
export function fits(
  variables: Readonly<Record<string, tf.Variable>>,
  saved: Readonly<Record<string, SavedTensor>>,
): boolean {
  return describe(variables) === describe(saved);
}

function describe(tensors: Readonly<Record<string, { readonly shape: readonly number[] }>>): string {
  return Object.entries(tensors)
    .map(([name, { shape }]) => `${name}[${shape.join('×')}]`)
    .toSorted()
    .join(' ');
}
