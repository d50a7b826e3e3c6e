import { createStreams, type CodeProvenance, type Provenance, type RunRecord } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openEngine, type Engine, type EngineName } from '@hebbench/engine';
import type { RunProgress } from './run-progress.ts';
import * as tf from '@tensorflow/tfjs-core';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RulePackage } from '../rules/packages.ts';
import { findRule, loadRules } from '../rules/registry.ts';
import type { ScoreContext } from '../suite.ts';
import { findSuite } from '../suites/index.ts';
import { checkNetwork } from './check-network.ts';
import { checkSameData } from './data.ts';
import { checkSameCode, codeOf } from './run-code.ts';
import { checkRecord } from './check-record.ts';
import { faultOf, injectFault } from './fault.ts';
import { watchGlobalState } from './global-state.ts';
import { watchAmbientSources } from './guard/ambient.ts';
import type { RunCost } from './cost.ts';
import { modelHash, watchIdentity, type Run } from './identity.ts';
import { describeMachine } from './machine.ts';
import { createNetwork, trainNetwork, type Workplace } from './network.ts';
import { packageVersions } from './package-versions.ts';
import { checkSplits } from './splits.ts';

/** Everything that a worker process needs to know of a run. */
export interface RunTask extends Run {
  readonly hash: string;
  readonly engine: EngineName | 'auto';
  readonly threads: number;
  readonly data: 'real' | 'embedded';
  /** The images that it was planned with. */
  readonly dataSet: Provenance['data'];
  /** The code that it was planned with. */
  readonly code: CodeProvenance;
  readonly dataDirectory?: string | undefined;
  /** Packages of rules to load: the workspace's, and the one of the cell's own rule. Other plug-ins stay out. */
  readonly packages: readonly RulePackage[];
  readonly checkpointDirectory: string;
  /** Identifies the trained network; see `modelHash`. */
  readonly modelHash: string;
  /** Identifies what its checkpoint belongs to; see `checkpointHash`. */
  readonly checkpointHash: string;
  /** Identifies hidden layers that other runs share; see `hiddenHash`. Not known of plug-ins before they are loaded. */
  readonly hiddenHash: string | undefined;
  /** Identify the other networks that its scoring asks for. */
  readonly needs: readonly string[];
  /** Folder of trained networks. */
  readonly modelDirectory: string;
  /** Whether to train again although the network is there. */
  readonly retrain: boolean;
  readonly cost: RunCost;
}

/** How {@link executeRun} talks to its surroundings. */
export interface RunContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
}

/**
 * Trains and scores one run.
 * @throws {@link HebbenchError} `INTERRUPTED`, `INVALID_CONFIG`, `UNSUPPORTED`, `DATA_MISSING`, or `RULE_FAULT` for
 * whatever the rule throws or does wrong
 */
export async function executeRun(task: RunTask, { signal, onProgress }: RunContext): Promise<RunRecord> {
  const { cell, code } = task;
  // Before a rule is loaded.
  watchAmbientSources();
  const suite = findSuite(cell.suite);
  // Before the rule is loaded: an edit that comes between the two is noticed the next time.
  const rules = task.packages.filter(({ name }) => name in code.packages);
  checkSameCode(code.packages, codeOf({ cell, suite, rules }));
  const engine = await openEngine({ engine: task.engine, threads: task.threads });
  const dataset = await loadDataset(cell.dataset, { data: task.data, directory: task.dataDirectory });
  checkSameData(dataset.title, task.dataSet.digest, dataset.digest);
  return trainAndScore(task, engine, {
    dataset,
    rules: await loadRules(task.packages),
    modelDirectory: task.modelDirectory,
    retrain: task.retrain,
    signal,
    onProgress,
  });
}

/**
 * Trains and scores one run where all is open and loaded.
 * @throws {@link HebbenchError} as {@link executeRun}
 */
export async function trainAndScore(
  task: RunTask,
  { libraries, ...engine }: Engine,
  workplace: Workplace,
): Promise<RunRecord> {
  const { cell, seed, hash, code } = task;
  const startedAt = new Date().toISOString();
  const suite = findSuite(cell.suite);
  checkSplits(cell, workplace.dataset);
  const checkGlobalState = watchGlobalState(cell.rule);
  const fault = faultOf(cell.id);
  injectFault(fault);
  const network = createNetwork(cell, seed, workplace);
  const { trainer, rule, from, hyperparameters } = network;
  try {
    checkNetwork(trainer.model, rule.name);
    const watch = suite.watch?.({ model: trainer.model, dataset: workplace.dataset, cell, seed });
    const { phases, curve, watched, diagnostics } = await trainNetwork(
      network,
      task,
      {
        modelHash: task.modelHash,
        checkpointHash: task.checkpointHash,
        checkpointDirectory: task.checkpointDirectory,
      },
      { ...workplace, watch: watch && { identity: watchIdentity(cell, code.packages), watch } },
    );
    if (fault === 'nan') trainer.model.weights().forEach(({ tensor }) => spoil(tensor));
    checkNetwork(trainer.model, rule.name);
    checkGlobalState();

    const scoring = performance.now();
    workplace.onProgress?.({ phase: 'scoring', update: 0, updates: 0, overallFraction: 1 });
    const score = await suite.score({
      ...scoreContext(task, network, workplace),
      ...(watch && { watched: watched!.state }),
    });
    const ownMetrics = Object.entries(diagnostics).map(([name, value]) => [`${rule.name}.${name}`, value]);
    const provenance: Provenance = {
      engine,
      packages: packageVersions(from, suite.packages?.(cell)),
      data: { origin: workplace.dataset.origin, digest: workplace.dataset.digest },
      code,
      libraries,
      hyperparameters: hyperparameters as Record<string, unknown>,
      machine: describeMachine(),
      startedAt,
      trainSeconds: phases.reduce((sum, phase) => sum + phase.seconds, 0),
      scoreSeconds: (performance.now() - scoring) / 1000,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    };
    return checkRecord({
      schema: 1,
      hash,
      cell,
      seed,
      status: 'ok',
      metrics: { ...score.metrics, ...Object.fromEntries(ownMetrics) },
      details: { ...score.details, curve },
      phases,
      provenance,
    });
  } finally {
    trainer.dispose();
  }
}

function scoreContext(
  { cell, seed }: RunTask,
  { trainer, rule, architecture, hyperparameters }: ReturnType<typeof createNetwork>,
  workplace: Workplace,
): ScoreContext {
  const { dataset, signal, rules, modelDirectory } = workplace;
  return {
    model: trainer.model,
    dataset,
    cell,
    seed,
    streams: createStreams(seed).child('scoring'),
    signal,
    create: (budget, streams, changes) =>
      rule.create({ architecture: { ...architecture, ...changes }, hyperparameters, budget, streams }),
    network: async (other) => {
      const { retrain: _retrain, onProgress: _onProgress, ...place } = workplace;
      const network = createNetwork(other, seed, workplace);
      const run = { cell: other, seed };
      const identity = modelHash(run, findRule(rules, other.rule).from, dataset.digest);
      const checkpointDirectory = join(modelDirectory, `${identity}.checkpoint`);
      await trainNetwork(
        network,
        run,
        { modelHash: identity, checkpointHash: identity, checkpointDirectory },
        { ...place, retrain: false },
      );
      rmSync(checkpointDirectory, { recursive: true, force: true });
      return network.trainer.model;
    },
  };
}

function spoil(tensor: tf.Tensor): void {
  const bad = tf.fill(tensor.shape, Number.NaN);
  (tensor as tf.Variable).assign(bad);
  bad.dispose();
}
