import { robustnessCurve, type RobustnessPoint } from '@hebbench/attacks';
import type { Model, Streams } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import { predictions } from '@hebbench/nn';
import {
  CARRIED,
  convert,
  createSpikingModel,
  type Carried,
  type InputCode,
  type SpikingNetwork,
} from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { percentRight } from '../common/percent-right.ts';
import { SPIKING_SCALES } from './cells.ts';
import { denseOperations, measureCurve } from './curves.ts';
import type { ConvertedDetails, Curve, CurvePoint } from './measured.ts';

/** Points that a spiking network may be less accurate than the dense one, and count as having reached it. */
export const REACHED = 0.5;

/** A trained network on spikes: accuracy by steps and operations, decisions by the first spike, robustness. */
export async function scoreConverted(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell, streams } = context;
  const { at, shown, testImages, poissonImages } = SPIKING_SCALES[cell.scale];
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(testImages ?? split.count, split.count);
  const dense = predictions(model, split, { limit: images });
  const accuracy = percentRight(dense, split.labels);

  const base = { split, at, streams: streams.child('spikes') };
  const curves: Curve[] = [];
  const add = (
    code: InputCode,
    carried: Carried | 'none',
    { silent }: SpikingNetwork,
    points: readonly CurvePoint[],
  ): void => {
    curves.push({ code, carried, silent, points });
  };
  const [first, ...others] = carriedBy(model);
  const network = balanced(context, first);
  try {
    const own = await measureCurve(network, { ...base, images, code: 'current', firstSpike: true });
    add('current', first, network, own.points);
    const random = await measureCurve(network, { ...base, images: poissonImages, code: 'poisson' });
    add('poisson', first, network, random.points);
    for (const carried of others) {
      const other = balanced(context, carried);
      try {
        add(
          'current',
          carried,
          other,
          (await measureCurve(other, { ...base, images, code: 'current' })).points,
        );
      } finally {
        other.dispose();
      }
    }

    const seen = at.indexOf(shown);
    const { operations, accuracy: spiking } = own.points[seen]!;
    const firstSpike = own.firstSpike!;
    const operationsOfDense = denseOperations(network, model, split, images);
    const robustness = await underAttack(context, {
      attacked: createSpikingModel(network, attackedSettings(context)),
      source: model,
      gradient: 'surrogate',
    });
    const denseRobustness = await underAttack(context, { attacked: model, gradient: 'exact' });
    const reached = stepsToReach(own.points, accuracy);
    return {
      metrics: {
        accuracy,
        spiking,
        lost: accuracy - spiking,
        agreement: percentRight(own.classes[seen]!, dense),
        poisson: random.points[seen]!.accuracy,
        ...(reached !== undefined && { reached }),
        firstSpike: firstSpike.accuracy,
        firstSpikeSteps: firstSpike.steps,
        firstSpikeSynaptic: firstSpike.synaptic,
        undecided: firstSpike.undecided,
        spikes: operations.spikes,
        synaptic: operations.synaptic,
        multiplyAdds: operations.multiplyAdds,
        updates: operations.updates,
        silent: 100 * operations.silentShare,
        absent: 100 * (1 - operationsOfDense.present / operationsOfDense.all),
        poissonSynaptic: random.points[seen]!.operations.synaptic,
        poissonSpikes: random.points[seen]!.operations.spikes + random.points[seen]!.operations.inputSpikes,
        denseAll: operationsOfDense.all,
        densePresent: operationsOfDense.present,
        denseNeeded: operationsOfDense.needed,
        ...attackMetrics('', robustness),
        ...attackMetrics('dense-', denseRobustness),
      },
      details: { curves, robustness, denseRobustness } satisfies ConvertedDetails,
    };
  } finally {
    network.dispose();
  }
}

/** Ways to carry equation (6), the one of tables first; `none` for a network without it. */
function carriedBy({ layers }: Model): readonly [Carried | 'none', ...Carried[]] {
  const has = layers?.some(({ form }) => form?.activation.name === 'normalised-relu');
  return has ? (CARRIED as readonly [Carried, ...Carried[]]) : ['none'];
}

/** The network with thresholds balanced on training images. */
function balanced({ model, dataset, cell }: ScoreContext, carried: Carried | 'none'): SpikingNetwork {
  const split = trainingSplit(cell, dataset);
  const count = Math.min(SPIKING_SCALES[cell.scale].balanceImages, split.count);
  const images = rangeToTensor(split.pixels, 0, count, dataset.inputs, 1 / 255);
  try {
    return convert(model, images, carried === 'none' ? {} : { carried });
  } finally {
    tf.dispose(images);
  }
}

function attackedSettings({ cell, streams }: ScoreContext): {
  readonly steps: number;
  readonly streams: Streams;
} {
  return { steps: SPIKING_SCALES[cell.scale].attacked.steps, streams: streams.child('spikes') };
}

/** What {@link underAttack} attacks. */
interface Attacked {
  readonly attacked: Model;
  /** Adversarial images of this network are tried on it. @defaultValue none */
  readonly source?: Model;
  readonly gradient: 'exact' | 'surrogate';
}

/** Accuracy under FGSM and PGD, with the checks of each point. */
export function underAttack(
  { dataset, cell, streams, signal }: ScoreContext,
  { attacked, source, gradient }: Attacked,
): Promise<RobustnessPoint[]> {
  const { images, checkImages, epsilons, pgdSteps, queries } = SPIKING_SCALES[cell.scale].attacked;
  return robustnessCurve({
    model: attacked,
    split: evaluationSplit(cell, dataset),
    shape: dataset.shape,
    epsilons,
    images,
    checkImages,
    queries,
    steps: pgdSteps,
    restarts: 1,
    streams: streams.child('attacks'),
    gradient,
    signal,
    ...(source && { source }),
  });
}

/** Metrics of a curve under attack. */
export function attackMetrics(prefix: string, points: readonly RobustnessPoint[]): Record<string, number> {
  return Object.fromEntries(
    points.flatMap(({ epsilon, pgd, fgsm, transfer }) => [
      [`${prefix}pgd-${epsilon}`, pgd],
      [`${prefix}fgsm-${epsilon}`, fgsm],
      ...(transfer === undefined ? [] : [[`${prefix}transfer-${epsilon}`, transfer] as const]),
    ]),
  );
}

/** The least number of steps from which on accuracy stays within {@link REACHED} points of the dense network's. */
export function stepsToReach(points: readonly CurvePoint[], accuracy: number): number | undefined {
  const last = points.findLastIndex((point) => point.accuracy < accuracy - REACHED);
  return points[last + 1]?.step;
}
