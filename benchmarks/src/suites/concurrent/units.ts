import { assignedShare, taskSelectivity, taskShares } from '@hebbench/analysis';
import type { Model, Split } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import { kernelsByUnit } from '@hebbench/nn';
import { classesOfPart, inputsOfPart, type JointTraits } from '@hebbench/datasets/joint';
import * as tf from '@tensorflow/tfjs-core';

/** A unit is one task's from this share of its activity, or weights, on. */
export const ASSIGNED = 0.9;
/** Bins of {@link ShareCounts}. */
export const BINS = 20;

/** How many units have which share of the first task, in `BINS` bins from 0 to 1. */
export type ShareCounts = Readonly<Record<string, readonly number[]>>;

/** What {@link taskUnits} found. */
export interface TaskUnits {
  readonly metrics: Readonly<Record<string, number>>;
  readonly shares: ShareCounts;
}

/**
 * Whose the hidden units are: for each, which share of its activity, of its weights to the classes and, where the tasks
 * have inputs of their own, of its weights from the inputs each task has.
 * @param tests - test images of each task
 */
export function taskUnits(model: Model, tests: readonly [Split, Split], joint: JointTraits): TaskUnits {
  const activity = tests.map((split) => meanActivity(model, split));
  const output = outputWeights(model);
  const classes = [0, 1].map((part) => {
    const [from, to] = classesOfPart(joint, part as 0 | 1);
    return output.map((row) => sumOf(row.subarray(from, to)));
  });
  const pairs: Record<string, readonly ArrayLike<number>[]> = {
    activity,
    output: classes,
    ...(joint.joint.layout === 'beside' && { input: inputWeights(model, joint) }),
  };
  const shares = Object.fromEntries(
    Object.entries(pairs).map(([name, [first, second]]) => [name, taskShares(first!, second!)] as const),
  );
  const units = activity[0]!.length;
  return {
    metrics: {
      silentUnits: (100 * (units - shares['activity']!.length)) / units,
      ...Object.fromEntries(
        Object.entries(shares)
          .filter(([, own]) => own.length > 0)
          .flatMap(([name, own]) => [
            [`${name}Selectivity`, 100 * taskSelectivity(own)],
            [`${name}Assigned`, 100 * assignedShare(own, ASSIGNED)],
          ]),
      ),
    },
    shares: Object.fromEntries(Object.entries(shares).map(([name, own]) => [name, counts(own)])),
  };
}

const ROWS_AT_ONCE = 1000;

function meanActivity(model: Model, { pixels, count }: Split): Float32Array {
  const inputs = pixels.length / count;
  return tf.tidy(() => {
    let sum: tf.Tensor1D = tf.zeros([model.architecture.hidden[0]!]);
    for (let start = 0; start < count; start += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, count - start);
      const before = sum;
      sum = tf.tidy(() =>
        tf.add(before, tf.sum(model.activity(rangeToTensor(pixels, start, rows, inputs, 1 / 255), 1), 0)),
      );
    }
    return tf.div(sum, count).dataSync<'float32'>().slice();
  });
}

/** Magnitudes of the weights of each unit to the classes. */
function outputWeights(model: Model): Float32Array[] {
  const { tensor, transposed } = model
    .weights()
    .find(({ kind, layer }) => kind === 'kernel' && layer === 'output')!;
  const [units, classes] = [model.architecture.hidden[0]!, model.architecture.classes];
  const values = tensor.dataSync<'float32'>();
  return Array.from({ length: units }, (_, unit) =>
    Float32Array.from({ length: classes }, (_class, k) =>
      Math.abs(values[transposed ? k * units + unit : unit * classes + k]!),
    ),
  );
}

/** Sums of the magnitudes of each unit's weights from the inputs of each task. */
function inputWeights(model: Model, joint: JointTraits): Float64Array[] {
  const { values, units, inputs } = kernelsByUnit(model, 1);
  return ([0, 1] as const).map((part) => {
    const own = inputsOfPart(joint, part);
    return Float64Array.from({ length: units }, (_, unit) =>
      own.reduce((sum, i) => sum + Math.abs(values[unit * inputs + i]!), 0),
    );
  });
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, each) => sum + each, 0);
}

function counts(shares: Float64Array): number[] {
  const found = Array.from({ length: BINS }, () => 0);
  for (const share of shares) found[Math.min(BINS - 1, Math.floor(share * BINS))]!++;
  return found;
}
