import { layerShapes, type Architecture, type NamedWeight } from '@hebbench/core';
import type { RowGain } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Normalisation } from './schema.ts';

/** μ and β/σ of equation (6) as constants: `[1]` of a whole layer, or `[width]` of each value. */
export interface FrozenStatistics {
  /** Mean of the magnitudes. Before it is measured: 0. */
  readonly mean: tf.Variable<tf.Rank.R1>;
  /** What deviations from the mean are multiplied by, β over their standard deviation. Before it is measured: 1. */
  readonly factor: tf.Variable<tf.Rank.R1>;
  /** Of β. */
  readonly gain: RowGain;
}

/** What a hidden layer has measured once and keeps; nothing of what is taken image by image. */
export interface LayerConstants {
  /** Of what the layer's units read. */
  readonly inputs?: FrozenStatistics;
  /** Of its currents. */
  readonly currents?: FrozenStatistics;
  /** Largest response, `[1]` of the whole layer, or `[units]`. Before it is measured: 1. */
  readonly maximum?: tf.Variable<tf.Rank.R1>;
}

/**
 * The constants of each hidden layer, from the input upwards, as they are before they are measured.
 * @returns nothing for a reading without any
 */
export function createConstants(
  architecture: Architecture,
  {
    at = 'currents',
    gain = 'one',
    statistics = 'image',
    rescale = 'maximum',
    ...reading
  }: Normalisation = {},
): readonly LayerConstants[] | undefined {
  const frozen = statistics !== 'image';
  const clipped = rescale === 'layer-maximum' || rescale === 'unit-maximum';
  if (!frozen && !clipped) return undefined;
  const shapes = layerShapes(architecture);
  const statisticsOf = (width: number): FrozenStatistics =>
    createStatistics(statistics === 'units' ? width : 1, gain);
  return shapes.map(({ fanIn, units }, i) => {
    const prepared = at !== 'currents' && !(i === 0 && reading.pixels === 'as-they-are');
    const rescaled = !(i === shapes.length - 1 && reading.lastLayer === 'as-it-is');
    return {
      ...(frozen && prepared && { inputs: statisticsOf(fanIn) }),
      ...(frozen && at !== 'inputs' && { currents: statisticsOf(units) }),
      ...(clipped && rescaled && { maximum: createConstant(rescale === 'unit-maximum' ? units : 1, 1) }),
    };
  });
}

/** Statistics of `size` values, or of a layer as a whole, before they are measured. */
export function createStatistics(size: number, gain: RowGain): FrozenStatistics {
  return { mean: createConstant(size, 0), factor: createConstant(size, 1), gain };
}

/** The constants of hidden layer number `layer` (from 1), as weights of its model. */
export function constantWeights(constants: LayerConstants, layer: number): NamedWeight[] {
  const { inputs, currents, maximum } = constants;
  const tensors = {
    ...(inputs && { 'inputs-mean': inputs.mean, 'inputs-factor': inputs.factor }),
    ...(currents && { 'currents-mean': currents.mean, 'currents-factor': currents.factor }),
    ...(maximum && { maximum }),
  };
  return Object.entries(tensors).map(([name, tensor]) => ({
    name: `hidden-${layer}/${name}`,
    kind: 'constant',
    layer: 'hidden',
    tensor,
  }));
}

/** A variable that no optimiser finds. */
function createConstant(size: number, value: number): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.tensor1d(new Float32Array(size).fill(value)), false));
}
