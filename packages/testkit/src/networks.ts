import type { LearningRule, NamedWeight, Trainer } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import type { Trial } from './arbitraries.ts';
import { copyWeights, createTrainer, trainTrial, type TrialSettings } from './training.ts';

/** A network after its training, to be looked at and left as it is. */
export interface TrainedNetwork {
  readonly trainer: Trainer;
  /** Copies of its weights by name. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** Updates that its training took. */
  readonly steps: number;
}

/** What a weight is, and its values at one moment of its training. */
export interface WeightThen extends Pick<NamedWeight, 'name' | 'kind' | 'transposed'> {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * The networks of a rule's trials. All checks draw the same trials, and most look at the network as it is after its
 * training, which is why each is trained once for all of them.
 */
export class TrialNetworks {
  readonly #rule: LearningRule;
  readonly #settings: TrialSettings;
  readonly #trained: Map<string, TrainedNetwork> = new Map();
  readonly #courses: Map<string, readonly (readonly WeightThen[])[]> = new Map();

  /**
   * @param rule - whose networks they are
   * @param settings - how each is trained
   */
  constructor(rule: LearningRule, settings: TrialSettings) {
    this.#rule = rule;
    this.#settings = settings;
  }

  /** A trial's network after its training on 40 images. */
  async trained(trial: Trial): Promise<TrainedNetwork> {
    const key = JSON.stringify(trial);
    const found = this.#trained.get(key);
    if (found) return found;
    const trainer = createTrainer(this.#rule, trial.architecture, trial.seed, this.#settings);
    let steps = 0;
    await trainTrial(trainer, patternImages(trial.architecture, 40), trial.seed, () => steps++);
    const network = { trainer, weights: copyWeights(trainer), steps };
    this.#trained.set(key, network);
    return network;
  }

  /** A trial's weights before its training on 60 images, and after each step of it. */
  async course(trial: Trial): Promise<readonly (readonly WeightThen[])[]> {
    const key = JSON.stringify(trial);
    const found = this.#courses.get(key);
    if (found) return found;
    const trainer = createTrainer(this.#rule, trial.architecture, trial.seed, this.#settings);
    const course = [weightsNow(trainer)];
    await trainTrial(trainer, patternImages(trial.architecture, 60), trial.seed, () =>
      course.push(weightsNow(trainer)),
    );
    trainer.dispose();
    this.#courses.set(key, course);
    return course;
  }

  /** Disposes all networks. */
  dispose(): void {
    for (const { trainer } of this.#trained.values()) trainer.dispose();
    this.#trained.clear();
    this.#courses.clear();
  }
}

function weightsNow({ model }: Trainer): WeightThen[] {
  return model.weights().map(({ name, kind, transposed, tensor }) => ({
    name,
    kind,
    ...(transposed !== undefined && { transposed }),
    shape: tensor.shape,
    values: tensor.dataSync<'float32'>().slice(),
  }));
}
