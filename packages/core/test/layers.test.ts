import { describe, expect, test } from 'vitest';
import { architectureSchema, hiddenWidths, layerShapes, unitsOf, type LayerSpec } from '../src/index.ts';

const IMAGE = { height: 32, width: 30, channels: 3 };

function ofLayers(...layers: LayerSpec[]) {
  return { inputs: 2880, hidden: unitsOf(layers), layers, image: IMAGE, classes: 10, nonnegative: false };
}

const CONV: LayerSpec = { kind: 'conv', units: 96, size: 5, padding: 'same' };

describe('sizes of layers', () => {
  test('without a list, hidden layers are dense', () => {
    const shapes = layerShapes({ inputs: 784, hidden: [500, 20] });
    expect(shapes.map(({ fanIn, units, positions, shape }) => ({ fanIn, units, positions, shape }))).toEqual([
      { fanIn: 784, units: 500, positions: 1, shape: [500] },
      { fanIn: 500, units: 20, positions: 1, shape: [20] },
    ]);
  });

  test('a convolution, overlapping pooling, a strided convolution and a dense layer', () => {
    const shapes = layerShapes(
      ofLayers(
        CONV,
        { kind: 'pool', by: 'max', size: 4, stride: 2, padding: 'same' },
        { kind: 'conv', units: 7, size: 3, stride: 2 },
        { kind: 'dense', units: 11 },
      ),
    );
    expect(shapes.map(({ fanIn, positions, shape, width }) => ({ fanIn, positions, shape, width }))).toEqual([
      { fanIn: 75, positions: 960, shape: [16, 15, 96], width: 23_040 },
      { fanIn: 864, positions: 49, shape: [7, 7, 7], width: 343 },
      { fanIn: 343, positions: 1, shape: [11], width: 11 },
    ]);
  });

  test('widths of dense layers are their units', () => {
    expect(hiddenWidths({ inputs: 4, hidden: [3, 2] })).toEqual([3, 2]);
  });
});

test.each<{ readonly name: string; readonly architecture: unknown; readonly says: string }>([
  {
    name: 'a kernel larger than the image',
    architecture: ofLayers({ ...CONV, size: 31, padding: 'valid' }),
    says: 'windows of 31 × 31 on 32 × 30 values',
  },
  {
    name: 'pooling to nothing',
    architecture: ofLayers({ ...CONV, stride: 20 }, { kind: 'pool', by: 'mean', size: 3 }),
    says: 'layer 2 of 2, pool, with windows of 3 × 3 on 2 × 2 values',
  },
  {
    name: 'pooling first',
    architecture: ofLayers({ kind: 'pool', by: 'max', size: 2 }, CONV),
    says: 'pooling right after a convolution',
  },
  {
    name: 'pooling after a dense layer',
    architecture: ofLayers({ kind: 'dense', units: 5 }, { kind: 'pool', by: 'max', size: 2 }),
    says: 'layer 2 of 2, pool',
  },
  {
    name: 'a convolution above a dense layer',
    architecture: ofLayers({ kind: 'dense', units: 5 }, CONV),
    says: 'not above a dense layer',
  },
  {
    name: 'pooling alone',
    architecture: ofLayers({ kind: 'pool', by: 'max', size: 2 }),
    says: 'pooling alone',
  },
  { name: 'stride 0', architecture: ofLayers({ ...CONV, stride: 0 }), says: '>=1' },
  { name: 'a size that is no whole number', architecture: ofLayers({ ...CONV, size: 2.5 }), says: 'int' },
  {
    name: 'units that hidden does not say',
    architecture: { ...ofLayers(CONV), hidden: [95] },
    says: 'hidden layers of 95 units, and layers of 96',
  },
  {
    name: 'an image of another size',
    architecture: { ...ofLayers(CONV), inputs: 100 },
    says: '32 × 30 × 3 values has not 100 inputs',
  },
])('an architecture with $name is refused', ({ architecture, says }) => {
  expect(architectureSchema.safeParse(architecture).error?.message).toContain(says);
});

test('layers that fit are an architecture', () => {
  const architecture = ofLayers(CONV, { kind: 'pool', by: 'max', size: 2 });
  expect(architectureSchema.parse(architecture)).toEqual(architecture);
});
