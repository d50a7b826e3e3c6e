import type { ImageShape } from './dataset.ts';
import { HebbenchError } from './errors.ts';
import { windowPlaces, type Padding, type Window } from './window.ts';

/** A layer whose units read all that the layer below passes on. */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly units: number;
}

/** A layer whose units read a window of an image, at all of its positions with the same weights. */
export interface ConvSpec {
  readonly kind: 'conv';
  /** Units at each position: channels of the image that the layer passes on. */
  readonly units: number;
  /** Pixels along each side of the window. */
  readonly size: number;
  /** Pixels from one position to the next. @defaultValue 1 */
  readonly stride?: number;
  /** With `same`, what lies beyond the edges is 0. @defaultValue 'valid' */
  readonly padding?: Padding;
}

/** What the convolution before it passes on: the largest or the mean value of each channel in a window. */
export interface PoolSpec {
  readonly kind: 'pool';
  readonly by: 'max' | 'mean';
  /** Pixels along each side of the window. */
  readonly size: number;
  /** Pixels from one position to the next. @defaultValue the size: windows do not overlap */
  readonly stride?: number;
  /** With `same`, what lies beyond the edges does not count. @defaultValue 'valid' */
  readonly padding?: Padding;
}

/** A layer that learns. */
export type HiddenSpec = DenseSpec | ConvSpec;

/** One entry of a network's list of layers. */
export type LayerSpec = HiddenSpec | PoolSpec;

/** Units of each layer that learns, from the input upwards: what `hidden` says of a list of layers. */
export function unitsOf(layers: readonly LayerSpec[]): number[] {
  return layers.flatMap((layer) => (layer.kind === 'pool' ? [] : [layer.units]));
}

/** The window of a convolution or of pooling, complete. */
export function windowOf({ size, padding = 'valid', ...spec }: ConvSpec | PoolSpec): Window {
  return { size, stride: spec.stride ?? (spec.kind === 'conv' ? 1 : size), padding };
}

/** A hidden layer with all sizes: what it reads, what its kernel is, what it passes on. */
export interface LayerShape {
  readonly spec: HiddenSpec;
  /** Pooling of what the layer passes on, if there is any. */
  readonly pool?: PoolSpec;
  /** What a convolution reads. */
  readonly image?: ImageShape;
  /** What a convolution makes of it, before pooling: units are channels. */
  readonly map?: ImageShape;
  /** Values that a unit reads: rows of the kernel. */
  readonly fanIn: number;
  /** Columns of the kernel. */
  readonly units: number;
  /** Places at which the kernel is used on one sample: 1 for a dense layer. */
  readonly positions: number;
  /** Of what the layer passes on: `[units]`, or `[height, width, units]`. */
  readonly shape: readonly number[];
  /** Values that the layer passes on: the product of {@link LayerShape.shape}. */
  readonly width: number;
}

/** What {@link layerShapes} goes by. */
export interface Layered {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly layers?: readonly LayerSpec[];
  readonly image?: ImageShape;
}

/**
 * The hidden layers of a network with all their sizes, from the input upwards. Pooling belongs to the layer before it.
 * @throws {@link HebbenchError} `INVALID_CONFIG` for layers that do not fit the image or each other
 */
export function layerShapes({ inputs, hidden, layers, image }: Layered): LayerShape[] {
  const shapes: LayerShape[] = [];
  let read: { readonly width: number; readonly image?: ImageShape } = image
    ? { width: inputs, image }
    : { width: inputs };
  const specs = layers ?? hidden.map((units): DenseSpec => ({ kind: 'dense', units }));
  specs.forEach((spec, i) => {
    const name = `layer ${i + 1} of ${specs.length}, ${spec.kind}`;
    if (spec.kind === 'pool') {
      const below = shapes.pop();
      if (!below?.map || below.pool) throw misplaced(name, 'pooling right after a convolution');
      shapes.push(pooled(below, spec, name));
    } else if (spec.kind === 'dense') {
      const { units } = spec;
      shapes.push({ spec, fanIn: read.width, units, positions: 1, shape: [units], width: units });
    } else {
      if (!read.image) throw misplaced(name, 'a convolution on an image, not above a dense layer');
      shapes.push(convolved(spec, read.image, name));
    }
    const { width, shape } = shapes.at(-1)!;
    read = shape.length === 3 ? { width, image: toImage(shape) } : { width };
  });
  return shapes;
}

function convolved(spec: ConvSpec, image: ImageShape, name: string): LayerShape {
  const { units, size } = spec;
  const map = placed(image, spec, units, name);
  const positions = map.height * map.width;
  return {
    spec,
    image,
    map,
    fanIn: size * size * image.channels,
    units,
    positions,
    shape: [map.height, map.width, units],
    width: positions * units,
  };
}

function pooled(below: LayerShape, pool: PoolSpec, name: string): LayerShape {
  const { height, width, channels } = placed(below.map!, pool, below.units, name);
  return { ...below, pool, shape: [height, width, channels], width: height * width * channels };
}

/** The image that a window makes of another one. */
function placed(image: ImageShape, spec: ConvSpec | PoolSpec, channels: number, name: string): ImageShape {
  const { rows, columns } = windowPlaces(image, windowOf(spec));
  if (rows >= 1 && columns >= 1) return { height: rows, width: columns, channels };
  throw new HebbenchError('INVALID_CONFIG', 'A layer is larger than what it reads.', {
    got: `${name}, with windows of ${spec.size} × ${spec.size} on ${image.height} × ${image.width} values`,
    expected: `windows of at most ${Math.min(image.height, image.width)} × ${Math.min(image.height, image.width)}`,
    fix: 'make the window smaller, give it padding "same", or leave a layer below it out',
  });
}

function misplaced(name: string, expected: string): HebbenchError {
  return new HebbenchError('INVALID_CONFIG', 'Layers do not follow each other.', {
    got: name,
    expected,
    fix: 'change the order of the layers',
  });
}

function toImage([height, width, channels]: readonly number[]): ImageShape {
  return { height: height!, width: width!, channels: channels! };
}

/** Values that each hidden layer passes on, from the input upwards. */
export function hiddenWidths(architecture: Layered): number[] {
  return architecture.layers ? layerShapes(architecture).map(({ width }) => width) : [...architecture.hidden];
}
