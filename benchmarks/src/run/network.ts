import {
  createStreams,
  HebbenchError,
  type Architecture,
  type Cell,
  type Dataset,
  type LearningRule,
  type Model,
  type PhaseRecord,
  type Trainer,
} from '@hebbench/core';
import {
  accuracy,
  restoreWeights,
  saveWeights,
  train,
  type SavedTensor,
  type TrainingProgress,
  type TrainOptions,
} from '@hebbench/nn';
import type { RulePackage } from '../rules/packages.ts';
import { findRule, type RegisteredRule } from '../rules/registry.ts';
import { checkpointFile } from '../store/checkpoint-file.ts';
import { openHiddenLayerStore } from '../store/hidden-layer-store.ts';
import { openModelStore } from '../store/model-store.ts';
import { CURVE_IMAGES, isCurvePoint, type CurvePoint } from './curve.ts';
import { faultOf, slowDown } from './fault.ts';
import { guardRule } from './guard/rule.ts';
import { architectureOf, hyperparametersOf } from './hyperparameters.ts';
import { hiddenHash, type Run } from './identity.ts';
import { evaluationSplit, trainingSplit } from './splits.ts';

/** Where networks are trained. */
export interface Workplace {
  readonly dataset: Dataset;
  readonly rules: ReadonlyMap<string, RegisteredRule>;
  /** Folder of trained networks. */
  readonly modelDirectory: string;
  /** Whether to train again although the network is there. */
  readonly retrain: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/** A network at its start, with what made it. */
export interface Network {
  /** Checks what the rule's own code does, see {@link guardRule}. */
  readonly trainer: Trainer;
  /** As above. */
  readonly rule: LearningRule;
  readonly from: RulePackage;
  readonly architecture: Architecture;
  /** Complete, after preset and overrides. */
  readonly hyperparameters: unknown;
}

/** How a trained network came about. */
export interface Training {
  readonly phases: readonly PhaseRecord[];
  readonly curve: readonly CurvePoint[];
  readonly diagnostics: Readonly<Record<string, number>>;
}

/** What identifies a training run, and where it is saved while it runs. */
export interface TrainingIdentity {
  readonly modelHash: string;
  readonly checkpointHash: string;
  readonly checkpointDirectory: string;
}

const CHECKPOINT_SECONDS = 60;

/**
 * A cell's network at its random start.
 * @throws {@link HebbenchError} `INVALID_CONFIG`, `UNSUPPORTED`, `UNKNOWN_NAME`, `RULE_FAULT`
 */
export function createNetwork(cell: Cell, seed: number, { dataset, rules }: Workplace): Network {
  const { rule: unguarded, from } = findRule(rules, cell.rule);
  const rule = guardRule(unguarded);
  const architecture = architectureOf(cell, dataset);
  const hyperparameters = hyperparametersOf(cell, rule, architecture);
  const complaint = rule.unsupported?.(architecture, hyperparameters);
  if (complaint !== undefined) throw unsupported(cell, complaint);
  const trainer = rule.create({
    architecture,
    hyperparameters,
    budget: cell.budget,
    streams: createStreams(seed).child('rule'),
  });
  return { trainer, rule, from, architecture, hyperparameters };
}

/**
 * Trains a network, or takes its weights from the store if the same one has been trained before.
 * @throws {@link HebbenchError} `INTERRUPTED` when the signal aborts
 */
export async function trainNetwork(
  network: Network,
  run: Run,
  identity: TrainingIdentity,
  workplace: Workplace,
): Promise<Training> {
  const { trainer } = network;
  const store = openModelStore(workplace.modelDirectory);
  const stored = workplace.retrain ? undefined : store.load(identity.modelHash);
  if (stored && isRestored(trainer.model, stored.tensors)) {
    return { phases: stored.phases, diagnostics: stored.diagnostics, curve: stored.extra as CurvePoint[] };
  }
  const { phases, curve } = await trainAnew(network, run, identity, workplace);
  const diagnostics = trainer.diagnostics?.() ?? {};
  store.save(identity.modelHash, {
    phases,
    diagnostics,
    extra: curve,
    tensors: saveWeights(trainer.model),
  });
  return { phases, curve, diagnostics };
}

/** Whether a model has taken stored weights. Those of another form are of no use, and the network is trained anew. */
function isRestored(model: Model, tensors: Readonly<Record<string, SavedTensor>>): boolean {
  try {
    restoreWeights(model, tensors);
    return true;
  } catch (error) {
    if (error instanceof HebbenchError) return false;
    throw error;
  }
}

async function trainAnew(
  network: Network,
  run: Run,
  { checkpointHash, checkpointDirectory }: TrainingIdentity,
  { dataset, modelDirectory, retrain, signal, onProgress }: Workplace,
): Promise<Omit<Training, 'diagnostics'>> {
  const { trainer } = network;
  const { cell, seed } = run;
  const shared = hiddenHash(run, network, dataset.digest);
  const fault = faultOf(cell.id);
  const evaluation = evaluationSplit(cell, dataset);
  let curve: CurvePoint[] = [];
  const options: TrainOptions = {
    dataset,
    split: trainingSplit(cell, dataset),
    streams: createStreams(seed).child('training'),
    signal,
    ...(onProgress && { onProgress }),
    ...(shared !== undefined && {
      hiddenLayers: openHiddenLayerStore(modelDirectory, shared, { retrain }),
    }),
    onUpdate: () => slowDown(fault),
    onEpoch: ({ phase, epoch }) => {
      if (phase.trains === 'hidden' || !isCurvePoint(epoch, phase.epochs)) return;
      curve.push({
        phase: phase.name,
        epoch,
        accuracy: accuracy(trainer.model, evaluation, { limit: CURVE_IMAGES }),
      });
    },
    checkpoints: checkpointFile(checkpointDirectory, {
      hash: checkpointHash,
      everySeconds: CHECKPOINT_SECONDS,
      extra: () => curve,
      restoreExtra: (saved) => {
        curve = saved as CurvePoint[];
      },
      warn: (problem) =>
        process.stderr.write(
          `WARNING: ${cell.id}, seed ${seed}, goes on without a new checkpoint: ${problem}\n`,
        ),
    }),
  };
  return { phases: await train(trainer, options), curve };
}

function unsupported(cell: Cell, complaint: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', `The rule "${cell.rule}" cannot train ${cell.id}.`, {
    got: complaint,
    expected: 'a network that the rule can train',
    fix: 'leave this cell out with --filter',
  });
}
