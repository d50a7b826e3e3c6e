import {
  architectureSchema,
  createStreams,
  HebbenchError,
  type Architecture,
  type Budget,
  type Dataset,
  type LayerSpec,
  type LearningRule,
  type Model,
  type PresetName,
  type Trainer,
  unitsOf,
} from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { z } from 'zod';
import type { NetworkDescription } from './network-file.ts';
import { loadRule } from './rules.ts';

/** Settings of {@link createNetwork}. */
export interface NetworkOptions {
  /** A rule, or the name of an installed one, see {@link loadRule}. */
  readonly rule: LearningRule | string;
  /** What it is going to be trained on: it says how many inputs and classes there are. */
  readonly dataset: Dataset;
  /** Units of each hidden layer, for fully connected ones. One of `hidden` and `layers` is given. */
  readonly hidden?: readonly number[];
  /** All layers below the output layer, where there are convolutions among them. */
  readonly layers?: readonly LayerSpec[];
  /** Whether every weight stays ≥ 0. @defaultValue false */
  readonly nonnegative?: boolean;
  /** @defaultValue 'best' */
  readonly preset?: PresetName;
  /** What differs from the preset. @defaultValue nothing */
  readonly hyperparameters?: Readonly<Record<string, unknown>>;
  /** How long to train. @defaultValue 3 epochs of each hidden layer, 10 with labels */
  readonly budget?: Partial<Budget>;
  /** Every random number follows from it. @defaultValue 0 */
  readonly seed?: number;
}

/** A network with the trainer that a rule made. */
export interface Network {
  readonly model: Model;
  readonly trainer: Trainer;
  readonly rule: LearningRule;
  readonly description: NetworkDescription;
  /** Frees its tensors. */
  dispose(): void;
}

const STANDARD_BUDGET: Budget = { hiddenEpochs: 3, headEpochs: 10 };

/**
 * A network at its random start, on the fastest engine of this machine unless one is open already.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a rule; `INVALID_CONFIG` for hyperparameters that its schema refuses;
 * `UNSUPPORTED` for a shape that it cannot train
 */
export async function createNetwork(options: NetworkOptions): Promise<Network> {
  const { dataset, preset = 'best', seed = 0 } = options;
  const rule = typeof options.rule === 'string' ? await loadRule(options.rule) : options.rule;
  const architecture = architectureOf(options);
  const wanted = { ...rule.presets[preset](architecture), ...options.hyperparameters };
  const { name, origin, digest } = dataset;
  return openNetwork(rule, {
    rule: rule.name,
    architecture,
    hyperparameters: wanted,
    budget: { ...STANDARD_BUDGET, ...options.budget },
    seed,
    data: { name, origin, digest },
  });
}

function architectureOf({ dataset, hidden, layers, nonnegative = false }: NetworkOptions): Architecture {
  const { inputs, classes, shape, kind } = dataset;
  const found = architectureSchema.safeParse({
    inputs,
    reads: kind,
    hidden: layers ? unitsOf(layers) : hidden,
    classes,
    nonnegative,
    // Dense networks do not see the shape of an image.
    ...(layers && { layers, image: shape }),
  });
  if (found.success && !(layers && hidden)) return found.data;
  throw new HebbenchError('INVALID_CONFIG', 'The shape of the network is not valid.', {
    got: JSON.stringify({ inputs, hidden, layers, classes }),
    expected: found.success
      ? 'one of `hidden` and `layers`'
      : z.prettifyError(found.error).replaceAll('\n', ' '),
    fix: 'give `hidden`, units of each layer, or `layers`',
  });
}

/** The network that a description is of, at its random start. */
export async function openNetwork(rule: LearningRule, description: NetworkDescription): Promise<Network> {
  const { architecture, budget, seed } = description;
  const hyperparameters = parsed(rule, description.hyperparameters);
  const complaint = rule.unsupported?.(architecture, hyperparameters);
  if (complaint !== undefined) throw unsupported(rule, architecture, complaint);
  await openEngine();
  const streams = createStreams(seed).child('rule');
  const trainer = rule.create({ architecture, hyperparameters, budget, streams });
  return {
    model: trainer.model,
    trainer,
    rule,
    description: { ...description, hyperparameters: hyperparameters as Record<string, unknown> },
    dispose: () => trainer.dispose(),
  };
}

function parsed(rule: LearningRule, wanted: Readonly<Record<string, unknown>>): unknown {
  const found = rule.hyperparameters.safeParse(wanted);
  if (found.success) return found.data;
  throw new HebbenchError('INVALID_CONFIG', `The hyperparameters of "${rule.name}" are not valid.`, {
    got: JSON.stringify(wanted),
    expected: z.prettifyError(found.error).replaceAll('\n', ' '),
    fix: `see \`pnpm bench rules ${rule.name}\``,
  });
}

function unsupported(rule: LearningRule, architecture: Architecture, complaint: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', `The rule "${rule.name}" cannot train this network.`, {
    got: `${complaint}: ${JSON.stringify(architecture)}`,
    expected: 'a network that the rule can train',
    fix: 'choose another shape, or another rule',
  });
}
