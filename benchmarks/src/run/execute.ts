import { createStreams, type Provenance, type RunRecord } from '@hebbench/core';
import { openEngine, type Engine } from '@hebbench/engine';
import type { RunProgress } from './run-progress.ts';
import * as tf from '@tensorflow/tfjs-core';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findRule, loadRules } from '../rules/registry.ts';
import type { ScoreContext } from '../suite.ts';
import { findSuite } from '../suites/index.ts';
import { checkNetwork } from './check-network.ts';
import { checkSameCode, codeOf } from './run-code.ts';
import { checkRecord } from './check-record.ts';
import { faultOf, injectFault } from './fault.ts';
import { watchGlobalState } from './global-state.ts';
import { watchAmbientSources } from './guard/ambient.ts';
import { modelHash, watchIdentity, type Run } from './identity.ts';
import { imagesOf } from './images.ts';
import type { Job } from './job.ts';
import { describeMachine } from './machine.ts';
import { createNetwork, trainNetwork, type Workplace } from './network.ts';
import { packageVersions } from './package-versions.ts';
import type { Place } from './place.ts';
import { checkSplits } from './splits.ts';

/** How {@link executeRun} talks to its surroundings. */
export interface RunContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
}

/**
 * Trains and scores one run.
 * @throws {@link HebbenchError} `INTERRUPTED`, `INVALID_CONFIG`, `UNSUPPORTED`, `DATA_MISSING`; `RULE_FAULT` for
 * whatever the rule throws or does wrong, `DIVERGED` for numbers of its network that are not finite
 */
export async function executeRun(
  job: Job,
  place: Place,
  { signal, onProgress }: RunContext,
): Promise<RunRecord> {
  const { cell, code } = job;
  // Before a rule is loaded.
  watchAmbientSources();
  const suite = findSuite(cell.suite);
  // Before the rule is loaded: an edit that comes between the two is noticed the next time.
  const rules = place.packages.filter(({ name }) => name in code.packages);
  checkSameCode(code.packages, codeOf({ cell, set: job.dataSet.set, suite, rules }));
  const engine = await openEngine({ engine: job.engine, threads: place.threads });
  return trainAndScore(job, engine, {
    dataset: await imagesOf(job, place),
    // Those that take part, and no others: a process is there sooner, and theirs cost it nothing if they are broken.
    rules: await loadRules(rules),
    modelDirectory: place.modelDirectory,
    checkpointDirectory: place.checkpointDirectory,
    retrain: job.retrain,
    signal,
    onProgress,
  });
}

/**
 * Trains and scores one run where all is open and loaded.
 * @throws {@link HebbenchError} as {@link executeRun}
 */
export async function trainAndScore(
  job: Job,
  { libraries, ...engine }: Engine,
  workplace: Workplace & Pick<Place, 'checkpointDirectory'>,
): Promise<RunRecord> {
  const { cell, seed, hash, code } = job;
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
      job,
      {
        modelHash: job.modelHash,
        checkpointHash: job.id,
        checkpointDirectory: workplace.checkpointDirectory,
      },
      { ...workplace, watch: watch && { identity: watchIdentity(cell, code.packages), watch } },
    );
    if (fault === 'nan') trainer.model.weights().forEach(({ tensor }) => spoil(tensor));
    checkNetwork(trainer.model, rule.name);
    checkGlobalState();

    const scoring = performance.now();
    workplace.onProgress?.({ phase: 'scoring', update: 0, updates: 0, overallFraction: 1 });
    const score = await suite.score({
      ...scoreContext(job, network, workplace),
      ...(watch && { watched: watched!.seen }),
    });
    const ownMetrics = Object.entries(diagnostics).map(([name, value]) => [`${rule.name}.${name}`, value]);
    const provenance: Provenance = {
      engine,
      packages: packageVersions(from, suite.packages?.(cell, workplace.dataset)),
      data: { ...job.dataSet, ...(workplace.dataset.verified === false && { verified: false }) },
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
  { cell, seed }: Run,
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
