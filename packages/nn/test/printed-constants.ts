import type { Normalisation } from '../src/index.ts';

// Equation (6) with constants that are measured once, by scalar loops in float64.

/** μ and β/σ of each value of a row. */
export interface PrintedStatistics {
  readonly mean: readonly number[];
  readonly factor: readonly number[];
}

/** What a layer measures: of what it reads, of its currents, and the largest response of each unit. */
export interface PrintedConstants {
  readonly inputs?: PrintedStatistics;
  readonly currents?: PrintedStatistics;
  readonly maximum?: readonly number[];
}

/** Kernels of the hidden layers and of the output layer, `[inputs, units]`. */
export interface PrintedWeights {
  readonly kernels: readonly number[][][];
  readonly output: readonly number[][];
}

type Rows = readonly (readonly number[])[];

const average = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(average(values.map((each) => each ** 2)));

/** The values of each place in a row, or of all of them for each place. */
function groups(rows: Rows, apart: boolean): number[][] {
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  return apart ? columns : columns.map(() => columns.flat());
}

/** `β/σ` and μ over all rows, of the whole layer or of each place. */
export function printedStatistics(
  rows: Rows,
  { statistics, gain = 'one' }: Pick<Normalisation, 'statistics' | 'gain'>,
): PrintedStatistics {
  const each = groups(rows, statistics === 'units').map((all) => {
    const sizes = all.map(Math.abs);
    const mean = average(sizes);
    const sd = rootMeanSquare(sizes.map((size) => size - mean));
    if (sd === 0) return { mean, factor: 1 };
    const scores = sizes.map((size) => (size - mean) / sd);
    const beta = {
      one: 1,
      deviation: sd,
      length: rootMeanSquare(sizes),
      maximum: Math.max(...sizes) / Math.max(...scores),
      mean: mean / average(scores.map(Math.abs)),
    }[gain];
    return { mean, factor: beta / sd };
  });
  return { mean: each.map(({ mean }) => mean), factor: each.map(({ factor }) => factor) };
}

function standardised(row: readonly number[], { mean, factor }: PrintedStatistics): number[] {
  return row.map((each, j) => (each - mean[j]!) * factor[j]!);
}

/** `(|y| − μ)/σ` of one image. */
function ofImage(row: readonly number[], gain: Normalisation['gain']): number[] {
  return standardised(row, printedStatistics([row], gain ? { gain } : {}));
}

function product(row: readonly number[], w: Rows): number[] {
  return w[0]!.map((_, j) => row.reduce((sum, each, i) => sum + each * w[i]![j]!, 0));
}

/** What of a reading a layer does: the first may leave pixels, the last its response, as they are. */
interface PrintedLayer {
  readonly reading: Normalisation;
  readonly prepares: boolean;
  readonly rescales: boolean;
}

function layerOf(reading: Normalisation, i: number, layers: number): PrintedLayer {
  return {
    reading,
    prepares: (reading.at ?? 'currents') !== 'currents' && !(i === 0 && reading.pixels === 'as-they-are'),
    rescales: !(i === layers - 1 && reading.lastLayer === 'as-it-is'),
  };
}

function currentsOf(
  row: readonly number[],
  kernel: Rows,
  layer: PrintedLayer,
  own: PrintedConstants,
): number[] {
  if (!layer.prepares) return product(row, kernel);
  const { gain } = layer.reading;
  return product(own.inputs ? standardised(row, own.inputs) : ofImage(row, gain), kernel);
}

function responseOf(y: readonly number[], { reading }: PrintedLayer, own: PrintedConstants): number[] {
  if (reading.at === 'inputs') return y.map((each) => Math.max(0, each));
  const sizes = y.map(Math.abs);
  const scores = own.currents ? standardised(sizes, own.currents) : ofImage(sizes, reading.gain);
  return scores.map((each) => Math.max(0, each));
}

function activityOf(
  r: readonly number[],
  { reading, rescales }: PrintedLayer,
  own: PrintedConstants,
): number[] {
  if (!rescales || reading.rescale === 'none') return [...r];
  if (own.maximum) return r.map((each, j) => Math.min(1, each / own.maximum![j]!));
  if (reading.rescale === 'clip') return r.map((each) => Math.min(1, each));
  return r.map((each) => each / (Math.max(...r) + 1e-8));
}

/** The constants of all layers, measured on images. */
export function measuredByLoops(
  images: Rows,
  { kernels }: PrintedWeights,
  reading: Normalisation,
): PrintedConstants[] {
  const frozen = (reading.statistics ?? 'image') !== 'image';
  const clips = reading.rescale === 'layer-maximum' || reading.rescale === 'unit-maximum';
  const all: PrintedConstants[] = [];
  let read = images;
  kernels.forEach((kernel, i) => {
    const layer = layerOf(reading, i, kernels.length);
    let own: PrintedConstants = {};
    if (frozen && layer.prepares) own = { ...own, inputs: printedStatistics(read, reading) };
    const y = read.map((row) => currentsOf(row, kernel, layer, own));
    if (frozen && reading.at !== 'inputs') own = { ...own, currents: printedStatistics(y, reading) };
    const r = y.map((row) => responseOf(row, layer, own));
    if (clips && layer.rescales) {
      const maximum = groups(r, reading.rescale === 'unit-maximum').map((each) => Math.max(...each) || 1);
      own = { ...own, maximum };
    }
    all.push(own);
    read = r.map((row) => activityOf(row, layer, own));
  });
  return all;
}

/** A network with constants on one image: its logits and the activity of its layers. */
export function networkByLoops(
  image: readonly number[],
  { kernels, output }: PrintedWeights,
  reading: Normalisation,
  constants: readonly PrintedConstants[],
): { logits: number[]; layers: number[][] } {
  const layers: number[][] = [];
  let read = image;
  kernels.forEach((kernel, i) => {
    const layer = layerOf(reading, i, kernels.length);
    const own = constants[i]!;
    read = activityOf(responseOf(currentsOf(read, kernel, layer, own), layer, own), layer, own);
    layers.push([...read]);
  });
  return { logits: product(read, output), layers };
}

/** The smallest value that constants divide by: near 0, rounding in float32 shows. */
export function smallestDivisor(constants: readonly PrintedConstants[]): number {
  const divisors = constants.flatMap(({ inputs, currents, maximum = [] }) => [
    ...[inputs, currents].flatMap((each) => each?.factor.map((factor) => 1 / factor) ?? []),
    ...maximum,
  ]);
  return Math.min(...divisors);
}
