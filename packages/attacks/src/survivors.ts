import { HebbenchError, type Split, type Streams } from '@hebbench/core';
import type { Model } from '@hebbench/core';
import { rowsToTensor } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { emptyLog, type Attack, type AttackLog } from './attack.ts';
import { checkCount } from './inputs.ts';

/** Settings of {@link survivors}. */
export interface SurvivorsOptions {
  readonly model: Model;
  readonly split: Split;
  /** Which images. */
  readonly indices: Uint32Array;
  readonly epsilon: number;
  /** Tried one after the other; an image that one of them breaks is not tried again. */
  readonly attacks: readonly Attack[];
  readonly streams: Streams;
  /** Images at once, ≥ 1. @defaultValue 500 */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/** What is left after attacks. */
export interface Survivors {
  /** Images that are still classified rightly after every attack, in the order of the indices. */
  readonly indices: Uint32Array;
  readonly log: AttackLog;
}

/**
 * The images that a model classifies rightly whatever the attacks do: the worst case for each image. An image that is
 * wrong from the start is broken from the start.
 * @throws {@link HebbenchError} `INTERRUPTED` when `signal` aborts, `RULE_FAULT` for logits that are no numbers,
 * `INVALID_CONFIG` for a batch of no image
 */
export async function survivors(options: SurvivorsOptions): Promise<Survivors> {
  const { indices, attacks, streams, epsilon, batchSize = 500, signal } = options;
  checkCount(attacks[0]?.name ?? 'none', 'images at once', batchSize);
  const log = emptyLog();
  const alive: number[] = [];
  for (let start = 0; start < indices.length; start += batchSize) {
    let batch: Uint32Array = indices.slice(start, start + batchSize);
    batch = stillRight(options, batch, undefined, log, streams);
    for (const [number, attack] of attacks.entries()) {
      if (batch.length === 0) break;
      if (signal?.aborted) throw interrupted(attack.name);
      batch = stillRight(options, batch, attack, log, streams.child(`${epsilon}/${number}/${start}`));
      await nextTurn();
    }
    alive.push(...batch);
  }
  return { indices: Uint32Array.from(alive), log };
}

/** Those of the images that are right after the attack. */
function stillRight(
  { model, split, epsilon }: SurvivorsOptions,
  indices: Uint32Array,
  attack: Attack | undefined,
  log: AttackLog,
  streams: Streams,
): Uint32Array {
  const inputs = split.pixels.length / split.count;
  const predicted = tf.tidy(() => {
    const x = rowsToTensor(split.pixels, indices, inputs, 1 / 255);
    const labels = tf.tensor1d(
      Int32Array.from(indices, (i) => split.labels[i]!),
      'int32',
    );
    const changed =
      attack?.perturb({ model, x, labels, epsilon, stream: streams.stream('attack') }, log) ?? x;
    const logits = model.logits(changed);
    checkLogits(logits, attack);
    return tf.argMax(logits, 1).dataSync();
  });
  return indices.filter((index, n) => predicted[n] === split.labels[index]);
}

/** Of what is no number no class is the largest, and whichever `argMax` gives would count. */
function checkLogits(logits: tf.Tensor2D, attack: Attack | undefined): void {
  const wrong = logits.dataSync<'float32'>().find((logit) => !Number.isFinite(logit));
  if (wrong === undefined) return;
  const images =
    attack === undefined ? 'images of the data set' : `images that the attack "${attack.name}" changed`;
  throw new HebbenchError('RULE_FAULT', 'The logits of the network are not finite numbers.', {
    got: `${wrong}, for ${images}`,
    expected: 'finite numbers for any image in [0, 1]',
    fix: 'mend the rule’s model',
  });
}

function interrupted(attack: string): HebbenchError {
  return new HebbenchError('INTERRUPTED', 'Scoring was interrupted.', {
    got: `a stop during the attack "${attack}"`,
    expected: 'all attacks to run to their end',
    fix: 'start the same command again',
  });
}
