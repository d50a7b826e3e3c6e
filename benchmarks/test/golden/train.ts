import { createStreams } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { train } from '@hebbench/nn';
import { createHash } from 'node:crypto';
import type { LearningRule } from '@hebbench/core';
import { architectureOf, hyperparametersOf } from '../../src/run/hyperparameters.ts';
import { SMALL, type GoldenNetwork } from './networks.ts';

const SEED = 7;
const IMAGES = 220;
/** Images whose scores are frozen beside the weights: a changed activation changes results, too. */
const SCORED = 20;

/**
 * Trains a golden network on the engine that is open.
 * @returns SHA-256 over the names, shapes and values of its weights, and over its scores of some images
 * @throws Error if they are not all finite: digests of NaN differ between processors
 */
export async function digestOf(rule: LearningRule, { name, cell }: GoldenNetwork): Promise<string> {
  const architecture = architectureOf(cell, SMALL);
  const streams = createStreams(SEED);
  const trainer = rule.create({
    architecture,
    hyperparameters: hyperparametersOf(cell, rule, architecture),
    budget: cell.budget,
    streams: streams.child('rule'),
  });
  const split = patternImages(architecture, IMAGES, SEED);
  await train(trainer, { dataset: architecture, split, streams: streams.child('training') });
  const x = rangeToTensor(split.pixels, 0, SCORED, SMALL.inputs, 1 / 255);
  const logits = trainer.model.logits(x);
  const hash = createHash('sha256');
  for (const { name: weight, tensor } of [...trainer.model.weights(), { name: 'logits', tensor: logits }]) {
    const values = tensor.dataSync<'float32'>();
    if (!values.every(Number.isFinite)) throw new Error(`${rule.name}, ${name}: ${weight} is not finite.`);
    hash.update(`${weight} ${tensor.shape.join(' × ')}\n`).update(values);
  }
  x.dispose();
  logits.dispose();
  trainer.dispose();
  return hash.digest('hex');
}
