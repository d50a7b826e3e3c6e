import { createSynapseLog, type Lifetimes, type SynapseLogState } from '@hebbench/analysis';
import { createStreams, type Model } from '@hebbench/core';
import { accuracy } from '@hebbench/nn';
import { isCurvePoint } from '../../run/curve.ts';
import { trainingSplit } from '../../run/splits.ts';
import type { Watch, WatchContext } from '../../run/watch.ts';
import { PLASTICITY_SCALES } from './cells.ts';
import { probe } from './probe.ts';

/** What synapses of the hidden layer did in an epoch in which they learn. */
export interface SynapsePoint {
  /** Those that are exactly 0, in percent. */
  readonly silent: number;
  /** 0 before the epoch and not after it, in percent of all. */
  readonly born: number;
  /** Not 0 before the epoch and 0 after it, in percent of all. */
  readonly lost: number;
  /** Length of the change, as a share of the length of the weights before it. */
  readonly change: number;
}

/** A network after an epoch. */
export interface TrainingPoint {
  readonly phase: string;
  /** `hidden`: accuracies are those of a further output layer; otherwise the network's own. */
  readonly trains: 'hidden' | 'head' | 'all';
  readonly epoch: number;
  /** Accuracy in percent on images that it learns from. */
  readonly train: number;
  /** On images that stopping can be decided by. */
  readonly validation: number;
  readonly test: number;
  /** Missing where no hidden weight learns. */
  readonly synapses?: SynapsePoint;
}

/** What was seen of a network in training. */
export interface Seen {
  readonly points: readonly TrainingPoint[];
  readonly lifetimes: Lifetimes;
}

interface State {
  readonly points: readonly TrainingPoint[];
  readonly log: SynapseLogState;
  /** Hidden weights after the last epoch that was seen, in base64. */
  readonly before: string;
}

/** Watches accuracy on three splits, and every synapse of the hidden layer. */
export function watchPlasticity({ model, dataset, cell, seed }: WatchContext): Watch {
  const { watchedImages, probeImages, probeUpdates } = PLASTICITY_SCALES[cell.scale];
  const learnt = trainingSplit(cell, dataset);
  const splits = { train: learnt, validation: dataset.tuning.validation, test: dataset.test };
  let points: TrainingPoint[] = [];
  let before = hiddenWeights(model);
  let log = createSynapseLog(before);

  const look = (): SynapsePoint => {
    const now = hiddenWeights(model);
    const { silent, born, lost } = log.look(now);
    const percent = 100 / now.length;
    const change = relativeChange(before, now);
    before = now;
    return { silent: percent * silent, born: percent * born, lost: percent * lost, change };
  };
  const accuracies = (trains: TrainingPoint['trains'], name: string): Record<string, number> => {
    if (trains !== 'hidden') {
      return Object.fromEntries(
        Object.entries(splits).map(([split, images]) => [
          split,
          accuracy(model, images, { limit: watchedImages }),
        ]),
      );
    }
    return probe(model, {
      classes: dataset.classes,
      split: learnt,
      images: probeImages,
      updates: probeUpdates,
      tests: splits,
      testImages: watchedImages,
      streams: createStreams(seed).child(`probe/${name}`),
    });
  };
  return {
    epoch({ phase: { name: phase, trains, epochs }, epoch }) {
      // Every epoch, or what comes and goes between two looks would not be counted.
      const synapses = trains === 'head' ? undefined : look();
      if (!isCurvePoint(epoch, epochs)) return;
      const { train, validation, test } = accuracies(trains, `${phase}/${epoch}`) as Record<
        keyof typeof splits,
        number
      >;
      points.push({ phase, trains, epoch, train, validation, test, ...(synapses && { synapses }) });
    },
    state: (): State => ({
      points: [...points],
      log: log.state(),
      before: Buffer.from(before.buffer, before.byteOffset, before.byteLength).toString('base64'),
    }),
    restore(state) {
      const saved = state as State;
      points = [...saved.points];
      log = createSynapseLog(saved.log);
      before = new Float32Array(Uint8Array.from(Buffer.from(saved.before, 'base64')).buffer);
    },
    result: (): Seen => ({ points: [...points], lifetimes: log.lifetimes() }),
  };
}

/** A copy of the hidden layers' weights, one after the other. */
function hiddenWeights(model: Model): Float32Array {
  const parts = model
    .weights()
    .filter(({ kind, layer }) => kind === 'kernel' && layer === 'hidden')
    .map(({ tensor }) => tensor.dataSync<'float32'>());
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function relativeChange(before: Float32Array, now: Float32Array): number {
  let [difference, length] = [0, 0];
  for (let i = 0; i < now.length; i++) {
    difference += (now[i]! - before[i]!) ** 2;
    length += before[i]! ** 2;
  }
  return length > 0 ? Math.sqrt(difference / length) : 0;
}
