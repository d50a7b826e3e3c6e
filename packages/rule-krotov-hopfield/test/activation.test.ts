import { createStreams } from '@hebbench/core';
import { openEngine, vectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { composedPower, powerActivation } from '../src/activation.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

const stream = createStreams(0).stream('activation');
const drawn = (count: number): Float32Array => stream.fillNormal(new Float32Array(count), 0, 1);

function bitsOf(x: tf.Tensor): number[] {
  // Of NaN, all are one number here.
  return [
    ...new Uint32Array(Float32Array.from(x.dataSync<'float32'>(), (v) => (Number.isNaN(v) ? NaN : v)).buffer),
  ];
}

const CASES: readonly { readonly what: string; readonly x: Float32Array }[] = [
  { what: 'currents of both signs', x: drawn(300) },
  { what: 'a number of values that four do not divide', x: drawn(303) },
  { what: 'nothing above 0', x: drawn(20).map((v) => -Math.abs(v)) },
  { what: 'zeros', x: Float32Array.of(0, 1, 0, 2, 0, 0, 0, 0, 3) },
  { what: 'fewer values than a vector has', x: Float32Array.of(1.5, -2) },
  { what: 'a denormal value', x: Float32Array.of(1, 2, 2 ** -140, 4, 5) },
  { what: 'a power that overflows', x: Float32Array.of(1, 2, 1e30, 4, 5) },
  { what: 'infinity', x: Float32Array.of(1, Infinity, -Infinity, 4, 5) },
  { what: 'NaN', x: Float32Array.of(1, NaN, 3, -4, 5) },
];

test.each(CASES.flatMap((each) => [1, 1.1, 2, 3, 4.5, 16].map((power) => ({ ...each, power }))))(
  'relu(x)^$power and its gradient have the bits of their operations: $what',
  ({ x: values, power }) => {
    expect(vectorKernels()).toBeDefined();
    const before = tf.memory().numTensors;
    const [x, dz] = [
      tf.tensor2d(values, [1, values.length]),
      tf.tensor2d(drawn(values.length), [1, values.length]),
    ];
    const ways = [(y: tf.Tensor2D) => powerActivation(power)(y), (y: tf.Tensor2D) => composedPower(y, power)];
    const [fused, composed] = ways.map((way) =>
      tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => way(y as tf.Tensor2D))(x, dz);
        return [bitsOf(way(x)), bitsOf(value), bitsOf(grad)] as never;
      }),
    );
    expect(fused).toEqual(composed);
    tf.dispose([x, dz]);
    expect(tf.memory().numTensors).toBe(before);
  },
);
