import {
  createStreams,
  HebbenchError,
  layerShapes,
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
  frozenAccuracy,
  restoreWeights,
  saveWeights,
  train,
  type SavedTensor,
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
import type { RunProgress } from './run-progress.ts';
import { evaluationSplit, trainingSplit } from './splits.ts';
import { fromStored, toStored, type Found, type RunWatch } from './watch.ts';

/** Where networks are trained. */
export interface Workplace {
  readonly dataset: Dataset;
  readonly rules: ReadonlyMap<string, RegisteredRule>;
  /** Folder of trained networks. */
  readonly modelDirectory: string;
  /** Whether to train again although the network is there. */
  readonly retrain: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Looks at the network while it trains. @defaultValue nobody does */
  readonly watch?: RunWatch | undefined;
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
export interface Training extends Found {
  readonly phases: readonly PhaseRecord[];
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
  // Layers that do not fit are no fault of the rule.
  layerShapes(architecture);
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
  if (stored) {
    const { phases, diagnostics, extra, tensors } = stored;
    const found = fromStored(extra);
    if (hasSeen(found, workplace.watch) && isRestored(trainer.model, tensors))
      return { phases, diagnostics, ...found };
  }
  const { phases, ...found } = await trainAnew(network, run, identity, workplace);
  const diagnostics = trainer.diagnostics?.() ?? {};
  store.save(identity.modelHash, {
    phases,
    diagnostics,
    extra: toStored(found),
    tensors: saveWeights(trainer.model),
  });
  return { phases, diagnostics, ...found };
}

/** Whether a network that was trained before was seen by the watch of this run, if it has one. */
function hasSeen({ watched }: Found, watch: RunWatch | undefined): boolean {
  return watch === undefined || watched?.identity === watch.identity;
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
  { dataset, modelDirectory, retrain, signal, onProgress, watch }: Workplace,
): Promise<Omit<Training, 'diagnostics'>> {
  const { trainer } = network;
  const { cell, seed } = run;
  const shared = hiddenHash(run, network, dataset.digest);
  const fault = faultOf(cell.id);
  const evaluation = evaluationSplit(cell, dataset);
  let curve: CurvePoint[] = [];
  // Of an output layer that learns alone.
  let frozen: (() => number) | undefined;
  const found = (what: 'state' | 'result'): Found => ({
    curve,
    ...(watch && { watched: { identity: watch.identity, seen: watch.watch[what]() } }),
  });
  const options: TrainOptions = {
    dataset,
    split: trainingSplit(cell, dataset),
    streams: createStreams(seed).child('training'),
    signal,
    ...(onProgress && {
      onProgress: (progress) => {
        const last = curve.at(-1);
        onProgress({ ...progress, ...(last && { accuracy: last.accuracy }) });
      },
    }),
    ...(shared !== undefined && {
      // What trained before cannot be watched.
      hiddenLayers: openHiddenLayerStore(modelDirectory, shared, { retrain: retrain || watch !== undefined }),
    }),
    onUpdate: () => slowDown(fault),
    onEpoch: async ({ phase, epoch }) => {
      await watch?.watch.epoch({ phase, epoch });
      if (phase.trains !== 'head') frozen = undefined;
      if (phase.trains === 'hidden' || !isCurvePoint(epoch, phase.epochs)) return;
      const images = { limit: CURVE_IMAGES };
      if (phase.trains === 'head') frozen ??= frozenAccuracy(trainer.model, evaluation, images);
      const percent = frozen?.() ?? accuracy(trainer.model, evaluation, images);
      curve.push({ phase: phase.name, epoch, accuracy: percent });
    },
    checkpoints: checkpointFile(checkpointDirectory, {
      hash: checkpointHash,
      everySeconds: CHECKPOINT_SECONDS,
      extra: () => toStored(found('state')),
      restoreExtra: (saved) => {
        const { curve: points, watched } = fromStored(saved);
        curve = [...points];
        if (watched) watch?.watch.restore(watched.seen);
      },
      warn: (problem) =>
        process.stderr.write(
          `WARNING: ${cell.id}, seed ${seed}, goes on without a new checkpoint: ${problem}\n`,
        ),
    }),
  };
  const phases = await train(trainer, options);
  return { phases, ...found('result') };
}

function unsupported(cell: Cell, complaint: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', `The rule "${cell.rule}" cannot train ${cell.id}.`, {
    got: complaint,
    expected: 'a network that the rule can train',
    fix: 'leave this cell out with --filter',
  });
}
