import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { Architecture } from './architecture.ts';
import type { Labels } from './dataset.ts';
import type { Model } from './model.ts';
import type { Streams } from './random.ts';

/** How long to train. The suite sets it, by cell and scale. */
export interface Budget {
  /** Epochs of each hidden layer's training without labels. */
  readonly hiddenEpochs: number;
  /** Epochs of training with labels: of the output layer, or of the whole network for a rule that trains it jointly. */
  readonly headEpochs: number;
}

/** Everything that {@link LearningRule.create} needs. */
export interface RuleSetup<H> {
  readonly architecture: Architecture;
  /** Parsed by the rule's schema: complete and in range. */
  readonly hyperparameters: H;
  readonly budget: Budget;
  /** Where all of the rule's random numbers come from. No clock, no other source: training follows from the seed. */
  readonly streams: Streams;
}

/** Names of the presets that every rule has. */
export type PresetName = 'paper' | 'best';

/**
 * A learning rule: how to make and train a network.
 * @typeParam H - the rule's hyperparameters
 */
export interface LearningRule<H = unknown> {
  /** In kebab case, unique among the rules, e.g. `hebbian-wp`. */
  readonly name: string;
  /** For people, e.g. `Hebbian + weight perturbation`. */
  readonly title: string;
  /** Where the rule was published. */
  readonly citation: string;
  /**
   * Hyperparameters with ranges, defaults and, in each description, unit and equation. Strict: a name that it does not
   * know is an error.
   */
  readonly hyperparameters: z.ZodType<H>;
  /**
   * Hyperparameters by name, as input of the schema. `paper` is frozen: the values its authors print; `best` is ours.
   */
  readonly presets: Readonly<
    Record<PresetName, (architecture: Architecture) => Readonly<Record<string, unknown>>>
  >;
  /** Why the rule cannot train this architecture, or `undefined` if it can. */
  unsupported?(architecture: Architecture, hyperparameters: H): string | undefined;
  /**
   * What hidden layers depend on, for a rule that trains them before the output layer and without it: the
   * hyperparameters that their training sees, as a JSON value. Networks that agree in it, and in seed, images, shape
   * and hidden epochs, have the same hidden layers, and these are trained once. Their variables are the weights that the
   * model calls hidden ones, and those that {@link Trainer.hiddenState} names. `undefined`, or a rule without this method:
   * hidden layers may depend on everything.
   */
  hiddenIdentity?(hyperparameters: H, architecture: Architecture): unknown;
  /** A network at its random start, and the phases that train it. */
  create(setup: RuleSetup<H>): Trainer;
}

/** A network in training. */
export interface Trainer {
  readonly model: Model;
  /** What to run, in order. */
  readonly phases: readonly Phase[];
  /**
   * All that training changes: weights, moments, anything a step reads that an earlier step wrote. Saved and restored
   * by name at a checkpoint, so a trainer keeps no other state between steps.
   */
  readonly variables: Readonly<Record<string, Variable>>;
  /**
   * Names of variables, beside hidden weights, that the training of hidden layers changes: networks that share their
   * hidden layers share these, too. @defaultValue none
   */
  readonly hiddenState?: readonly string[];
  /**
   * Measurements of the rule's own on the trained network, e.g. the share of converged units. They join the record's
   * metrics, named `<rule>.<name>`.
   */
  diagnostics?(): Readonly<Record<string, number>>;
  /** Frees all variables. */
  dispose(): void;
}

/** What a batch of a phase holds. */
export type PhaseInput =
  /** The data set's pixels, scaled to [0, 1]. */
  | { readonly kind: 'pixels' }
  /**
   * The activity of hidden layer number `layer` (from 1), which no step of this phase changes. The training loop
   * computes it once, by {@link Model.activity}, and keeps it.
   */
  | { readonly kind: 'activity'; readonly layer: number };

/** A part of training with one objective. */
export interface Phase {
  /** Unique in its trainer, e.g. `hidden-2` or `head`. */
  readonly name: string;
  /** What is trained: for the report's epoch and time columns. */
  readonly trains: 'hidden' | 'head' | 'all';
  /** Passes over the training images, ≥ 0. 0 skips the phase. */
  readonly epochs: number;
  /** Samples per step. The last, smaller batch of an epoch is left out, unless it is the only one. */
  readonly batchSize: number;
  /**
   * `shuffled`: each sample once an epoch, in random order. `label-balanced`: as many samples of each class in every
   * batch (up to one), each class in random order.
   */
  readonly sampling: 'shuffled' | 'label-balanced';
  readonly input: PhaseInput;
  /**
   * Runs before the first step, with a sample of the phase's input for a look at its scale. Draws nothing and changes
   * the same variables in the same way if it is run twice. Leaves no tensor behind, and does not dispose the sample.
   */
  begin?(input: PhaseSample): void;
  /** One update. Leaves no tensor behind, and does not dispose the batch. */
  step(batch: Batch, progress: Progress): void;
  /** Runs after the last step. Leaves no tensor behind. */
  end?(): void;
}

/** A fixed, shuffled sample of a phase's input. */
export interface PhaseSample {
  /** `[samples, width]` */
  readonly x: Tensor2D;
}

/** What a step learns from. */
export interface Batch {
  /** `[size, width]`: pixels in [0, 1] or frozen activity. Copied together when it is first read. */
  readonly x: Tensor2D;
  /**
   * The rows of {@link Batch.x} in their order, part by part, for a step that never needs them all at once: a part that
   * fits into the processor's cache is read again from there, where a large batch would come from memory each time. A
   * part is valid until the next one is asked for, and is not the step's to dispose.
   * @param samples - rows of a part, a whole number ≥ 1; the last part may have fewer
   * @throws RangeError, when the first part is asked for, for any other number
   */
  parts(samples: number): Iterable<Tensor2D>;
  /** Class of each sample, int32 `[size]`. */
  readonly labels: Tensor1D;
  /** The same classes on the host. */
  readonly labelsOnHost: Labels;
  readonly size: number;
}

/** How far a phase is when a step runs. */
export interface Progress {
  /** Updates of this phase before this one: 0, 1, … */
  readonly update: number;
  /** Updates of this phase in all. */
  readonly updates: number;
  /** `update / updates`, in [0, 1). */
  readonly fraction: number;
}
