import {
  createStreams,
  HebbenchError,
  type Cell,
  type DataOrigin,
  type Dataset,
  type Model,
  type PhaseRecord,
  type Provenance,
  type RunRecord,
  type Streams,
  type Trainer,
} from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openEngine, type EngineName } from '@hebbench/engine';
import { accuracy, restoreWeights, saveWeights, train, type TrainingProgress } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { findRule, findRulePackages, loadRules } from '../rules/registry.ts';
import { checkpointFile } from '../store/checkpoint-file.ts';
import { openModelStore } from '../store/model-store.ts';
import { findSuite } from '../suites/index.ts';
import { isCurvePoint, type CurvePoint } from './curve.ts';
import { faultOf, injectFault, slowDown } from './fault.ts';
import { packageVersions, type Run } from './identity.ts';
import { describeMachine } from './machine.ts';
import { evaluationSplit, trainingSplit } from './splits.ts';

/** Everything that a worker process needs to know of a run. */
export interface RunTask extends Run {
  readonly hash: string;
  readonly engine: EngineName | 'auto';
  readonly threads: number;
  readonly data: DataOrigin;
  readonly dataDirectory?: string | undefined;
  readonly plugins: readonly string[];
  readonly checkpointDirectory: string;
  /** Identifies the trained network; see `modelHash`. */
  readonly modelHash: string;
  /** Folder of trained networks. */
  readonly modelDirectory: string;
  /** Whether to train again although the network is there. */
  readonly retrain: boolean;
}

/** How {@link executeRun} talks to its surroundings. */
export interface RunContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
}

const CHECKPOINT_SECONDS = 60;
/** Images that a point of the learning curve is measured on. */
const CURVE_IMAGES = 2000;

/**
 * Trains and scores one run.
 * @throws {@link HebbenchError} `INTERRUPTED`, `INVALID_CONFIG`, `UNSUPPORTED`, `RULE_FAULT`, or whatever the rule throws
 */
export async function executeRun(task: RunTask, { signal, onProgress }: RunContext): Promise<RunRecord> {
  const { cell, seed, hash } = task;
  const startedAt = new Date().toISOString();
  const engine = await openEngine({ engine: task.engine, threads: task.threads });
  const dataset = await loadDataset(cell.dataset, { data: task.data, directory: task.dataDirectory });
  const { rule, from } = findRule(await loadRules(findRulePackages(task.plugins)), cell.rule);
  const streams = createStreams(seed);
  const architecture = {
    inputs: dataset.inputs,
    hidden: cell.hidden,
    classes: dataset.classes,
    nonnegative: cell.nonnegative,
  };
  const hyperparameters = parseHyperparameters(
    cell,
    rule.hyperparameters,
    rule.presets[cell.preset](architecture),
  );
  const complaint = rule.unsupported?.(architecture, hyperparameters);
  if (complaint !== undefined) throw unsupported(cell, complaint);

  const fault = faultOf(cell.id);
  injectFault(fault);
  const trainer = rule.create({
    architecture,
    hyperparameters,
    budget: cell.budget,
    streams: streams.child('rule'),
  });
  try {
    const { phases, curve, diagnostics } = await trained(trainer, {
      task,
      dataset,
      streams,
      signal,
      onProgress,
    });
    if (fault === 'nan') trainer.model.weights().forEach(({ tensor }) => spoil(tensor));
    checkFinite(trainer.model, cell);

    const scoring = performance.now();
    const score = await findSuite(cell.suite).score({
      model: trainer.model,
      dataset,
      cell,
      seed,
      streams: streams.child('scoring'),
      signal,
    });
    const ownMetrics = Object.entries(diagnostics).map(([name, value]) => [`${rule.name}.${name}`, value]);
    const provenance: Provenance = {
      engine,
      packages: packageVersions(from),
      data: { origin: dataset.origin, digest: dataset.digest },
      hyperparameters: hyperparameters as Record<string, unknown>,
      machine: describeMachine(),
      startedAt,
      trainSeconds: phases.reduce((sum, phase) => sum + phase.seconds, 0),
      scoreSeconds: (performance.now() - scoring) / 1000,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    };
    return {
      schema: 1,
      hash,
      cell,
      seed,
      status: 'ok',
      metrics: { ...score.metrics, ...Object.fromEntries(ownMetrics) },
      details: { ...score.details, curve },
      phases,
      provenance,
    };
  } finally {
    trainer.dispose();
  }
}

interface TrainingContext extends RunContext {
  readonly task: RunTask;
  readonly dataset: Dataset;
  readonly streams: Streams;
}

interface Trained {
  readonly phases: readonly PhaseRecord[];
  readonly curve: readonly CurvePoint[];
  readonly diagnostics: Readonly<Record<string, number>>;
}

/** Trains the network, or takes it from the store if another suite has trained the same one. */
async function trained(trainer: Trainer, context: TrainingContext): Promise<Trained> {
  const { task } = context;
  const store = openModelStore(task.modelDirectory);
  const stored = task.retrain ? undefined : store.load(task.modelHash);
  if (stored) {
    restoreWeights(trainer.model, stored.tensors);
    return { phases: stored.phases, diagnostics: stored.diagnostics, curve: stored.extra as CurvePoint[] };
  }
  const { phases, curve } = await trainAnew(trainer, context);
  const diagnostics = trainer.diagnostics?.() ?? {};
  store.save(task.modelHash, { phases, diagnostics, extra: curve, tensors: saveWeights(trainer.model) });
  return { phases, curve, diagnostics };
}

async function trainAnew(
  trainer: Trainer,
  { task, dataset, streams, signal, onProgress }: TrainingContext,
): Promise<Omit<Trained, 'diagnostics'>> {
  const { cell, hash } = task;
  const fault = faultOf(cell.id);
  const evaluation = evaluationSplit(cell, dataset);
  let curve: CurvePoint[] = [];
  const phases = await train(trainer, {
    dataset,
    split: trainingSplit(cell, dataset),
    streams: streams.child('training'),
    signal,
    onProgress,
    onUpdate: () => slowDown(fault),
    onEpoch: ({ phase, epoch }) => {
      if (phase.trains === 'hidden' || !isCurvePoint(epoch, phase.epochs)) return;
      curve.push({
        phase: phase.name,
        epoch,
        accuracy: accuracy(trainer.model, evaluation, { limit: CURVE_IMAGES }),
      });
    },
    checkpoints: checkpointFile(task.checkpointDirectory, {
      hash,
      everySeconds: CHECKPOINT_SECONDS,
      extra: () => curve,
      restoreExtra: (saved) => {
        curve = saved as CurvePoint[];
      },
    }),
  });
  return { phases, curve };
}

function parseHyperparameters<H>(
  cell: Cell,
  schema: z.ZodType<H>,
  preset: Readonly<Record<string, unknown>>,
): H {
  const parsed = schema.safeParse({ ...preset, ...cell.hyperparameters });
  if (parsed.success) return parsed.data;
  throw new HebbenchError('INVALID_CONFIG', `The hyperparameters of ${cell.id} are not valid.`, {
    got: JSON.stringify({ ...preset, ...cell.hyperparameters }),
    expected: z.prettifyError(parsed.error).replaceAll('\n', ' '),
    fix: `correct the cell, or the preset of the rule "${cell.rule}"`,
  });
}

function unsupported(cell: Cell, complaint: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', `The rule "${cell.rule}" cannot train ${cell.id}.`, {
    got: complaint,
    expected: 'a network that the rule can train',
    fix: 'leave this cell out with --filter',
  });
}

function checkFinite(model: Model, cell: Cell): void {
  for (const { name, tensor } of model.weights()) {
    const finite = tf.tidy(() => tf.all(tf.isFinite(tensor)).dataSync()[0]);
    if (finite) continue;
    throw new HebbenchError('RULE_FAULT', `The rule "${cell.rule}" left weights that are not numbers.`, {
      got: `NaN or infinite values in ${name} of ${cell.id}`,
      expected: 'finite weights',
      fix: 'lower its learning rates',
    });
  }
}

function spoil(tensor: tf.Tensor): void {
  const bad = tf.fill(tensor.shape, Number.NaN);
  (tensor as tf.Variable).assign(bad);
  bad.dispose();
}
