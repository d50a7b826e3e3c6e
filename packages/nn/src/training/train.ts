import {
  HebbenchError,
  type Phase,
  type PhaseRecord,
  type Split,
  type Streams,
  type Trainer,
} from '@hebbench/core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ActivityCache } from './activity-cache.ts';
import { beginPhase } from './begin-phase.ts';
import { createBatch } from './batch.ts';
import { checkTrainer } from './check-trainer.ts';
import {
  fits,
  restoreTensors,
  restoreVariables,
  saveTensors,
  saveVariables,
  type Checkpoint,
  type CheckpointStore,
} from './checkpoint.ts';
import { countHiddenPhases, hiddenVariables, type HiddenLayerStore } from './hidden-layers.ts';
import { overallFraction, type TrainingProgress } from './progress.ts';
import { effectiveBatchSize, epochOrder, updatesOfPhase, updatesPerEpoch } from './sampling.ts';

/** What {@link train} needs beside the trainer. */
export interface TrainOptions {
  /** The data set's number of classes. */
  readonly dataset: { readonly classes: number };
  /** What to train on; at least one sample. */
  readonly split: Split;
  /** Where the order of the samples comes from. */
  readonly streams: Streams;
  /** Stops training between two updates. */
  readonly signal?: AbortSignal;
  /** Told a few times a second. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Runs after each whole epoch (1, 2, …) of each phase; its time does not count. */
  readonly onEpoch?: (done: { readonly phase: Phase; readonly epoch: number }) => void | Promise<void>;
  /** Runs after each update, for measurements of speed. */
  readonly onUpdate?: () => void;
  /** Where to go on from, and where to save. */
  readonly checkpoints?: CheckpointStore;
  /** Hidden layers that other networks share with this one: taken from here, or left here for the next one. */
  readonly hiddenLayers?: HiddenLayerStore;
}

const TURN_MILLISECONDS = 100;

/**
 * Trains all phases of a trainer.
 * @returns what each phase took, in order
 * @throws {@link HebbenchError} `INTERRUPTED` when `signal` aborts, after a checkpoint was saved; `RULE_FAULT` for a
 * trainer that {@link checkTrainer} refuses; `DATA_MISSING` for a split without samples
 */
export async function train(trainer: Trainer, options: TrainOptions): Promise<PhaseRecord[]> {
  checkTrainer(trainer);
  checkSplit(options.split);
  const start = findStart(trainer, options);
  const cache = new ActivityCache(trainer.model, options.split);
  const records: PhaseRecord[] = [...start.phases];
  const hiddenPhases = countHiddenPhases(trainer);

  for (let index = start.phase; index < trainer.phases.length; index++) {
    const from = index === start.phase ? start.update : 0;
    await runPhase({ trainer, options, cache, records, index, from });
    if (index + 1 === hiddenPhases) {
      options.hiddenLayers?.save({ phases: [...records], tensors: saveTensors(hiddenVariables(trainer)) });
    }
  }
  return records;
}

/** Where training starts: at its own checkpoint, above hidden layers that were trained before, or at its beginning. */
function findStart(
  trainer: Trainer,
  { checkpoints, hiddenLayers }: TrainOptions,
): Omit<Checkpoint, 'tensors'> {
  const checkpoint = checkpoints?.load();
  if (checkpoint) {
    restoreVariables(trainer, checkpoint.tensors);
    return checkpoint;
  }
  const hidden = hiddenLayers?.load();
  const variables = hiddenVariables(trainer);
  // Layers of another form are of no use, and are trained anew.
  if (!hidden || !fits(variables, hidden.tensors)) return { phase: 0, update: 0, phases: [] };
  restoreTensors(variables, hidden.tensors);
  return { phase: hidden.phases.length, update: 0, phases: hidden.phases };
}

interface PhaseRun {
  readonly trainer: Trainer;
  readonly options: TrainOptions;
  readonly cache: ActivityCache;
  /** Filled in: the running phase's record is at `index`. */
  readonly records: PhaseRecord[];
  readonly index: number;
  /** Updates that a checkpoint has already done. */
  readonly from: number;
}

async function runPhase({ trainer, options, cache, records, index, from }: PhaseRun): Promise<void> {
  const { split, streams, signal, onProgress, onEpoch, checkpoints, dataset } = options;
  const phase = trainer.phases[index]!;
  const updates = updatesOfPhase(phase.epochs, split.count, phase.batchSize);
  const perEpoch = updatesPerEpoch(split.count, phase.batchSize);
  const shuffle = streams.child('shuffle').child(phase.name);
  const size = effectiveBatchSize(phase.batchSize, split.count);
  const clock = new PausableClock((records[index]?.seconds ?? 0) * 1000);

  const record = (update: number): void => {
    const { name, trains, epochs } = phase;
    records[index] = { name, trains, epochs, updates: update, seconds: clock.seconds() };
  };
  const save = (update: number): void => {
    record(update);
    checkpoints?.save({ phase: index, update, phases: [...records], tensors: saveVariables(trainer) });
  };

  if (updates === 0) return record(0);
  const rows = cache.rows(phase.input.kind === 'activity' ? phase.input.layer : 0);
  if (from === 0) beginPhase(phase, rows, split.count, shuffle);

  let order = new Uint32Array();
  let turn = performance.now();
  let saved = turn;
  for (let update = from; update < updates; update++) {
    if (signal?.aborted) {
      save(update);
      throw interrupted(phase.name, update, updates);
    }
    const inEpoch = update % perEpoch;
    if (inEpoch === 0 || update === from) {
      order = epochOrder(phase, split, dataset.classes, shuffle.child(String(Math.floor(update / perEpoch))));
    }
    const batch = createBatch(rows, split, order.subarray(inEpoch * size, (inEpoch + 1) * size));
    try {
      phase.step(batch, { update, updates, fraction: update / updates });
    } finally {
      batch.dispose();
    }
    options.onUpdate?.();

    const now = performance.now();
    if (now - turn > TURN_MILLISECONDS) {
      turn = now;
      onProgress?.({
        phase: phase.name,
        update: update + 1,
        updates,
        overallFraction: overallFraction(trainer, split.count, index, update + 1),
      });
      await nextTurn();
    }
    if (onEpoch && (update + 1) % perEpoch === 0) {
      clock.pause();
      await onEpoch({ phase, epoch: (update + 1) / perEpoch });
      clock.resume();
    }
    if (checkpoints && now - saved > checkpoints.everySeconds * 1000 && update + 1 < updates) {
      saved = now;
      save(update + 1);
    }
  }
  phase.end?.();
  record(updates);
}

function checkSplit({ count }: Split): void {
  if (count > 0) return;
  throw new HebbenchError('DATA_MISSING', 'There is nothing to train on.', {
    got: 'a split of 0 images',
    expected: 'at least one image',
    fix: 'use a larger data set',
  });
}

function interrupted(phase: string, update: number, updates: number): HebbenchError {
  return new HebbenchError('INTERRUPTED', 'Training was interrupted.', {
    got: `a stop in phase "${phase}" after ${update} of ${updates} updates`,
    expected: 'training to its end',
    fix: 'start the same command again: it goes on from here',
  });
}

/** Counts the time of training alone. */
class PausableClock {
  #total: number;
  #since = performance.now();

  constructor(milliseconds: number) {
    this.#total = milliseconds;
  }

  pause(): void {
    this.#total += performance.now() - this.#since;
  }

  resume(): void {
    this.#since = performance.now();
  }

  seconds(): number {
    return (this.#total + performance.now() - this.#since) / 1000;
  }
}
