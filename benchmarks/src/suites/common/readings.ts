import type { Normalisation } from '@hebbench/nn';

/** A reading of equation (6), and of what equation (1) takes for x and z beside it. */
export interface Reading {
  /** In kebab case, unique. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** What all networks of the reading share; that of the `paper` presets if left out. */
  readonly normalisation?: Normalisation;
  /** What the proposed rule alone has. @defaultValue what a layer reads, and its activity */
  readonly learning?: {
    readonly learnInput?: 'normalised';
    readonly learnFrom?: 'currents' | 'response';
  };
}

const X_NORMALISED = { learnInput: 'normalised' } as const;
const Z_BEFORE_RESCALE = { learnFrom: 'response' } as const;

/** The candidates of `docs/readings.md`, in its order. */
export const READINGS: readonly Reading[] = [
  { name: 'currents', title: 'on currents' },
  {
    name: 'currents-mean-clip',
    title: 'on currents, β keeps the mean, clipped to 1',
    normalisation: { gain: 'mean', rescale: 'clip' },
  },
  { name: 'currents-clip', title: 'on currents, clipped to 1', normalisation: { rescale: 'clip' } },
  ...(['length', 'maximum', 'deviation'] as const).map((gain): Reading => ({
    name: `currents-${gain}-clip`,
    title: `on currents, β keeps the ${gain}, clipped to 1`,
    normalisation: { gain, rescale: 'clip' },
  })),
  { name: 'inputs', title: 'on inputs', normalisation: { at: 'inputs' } },
  {
    name: 'inputs-raw-pixels',
    title: 'on inputs but for pixels',
    normalisation: { at: 'inputs', pixels: 'as-they-are' },
  },
  {
    name: 'inputs-min-max',
    title: 'on inputs, rescale by min–max',
    normalisation: { at: 'inputs', rescale: 'min-max' },
  },
  {
    name: 'inputs-linear',
    title: 'on inputs, z of (1) before the ReLU',
    normalisation: { at: 'inputs' },
    learning: { learnFrom: 'currents' },
  },
  {
    name: 'inputs-mean-clip',
    title: 'on inputs, β keeps the mean, clipped to 1',
    normalisation: { at: 'inputs', gain: 'mean', rescale: 'clip' },
  },
  {
    name: 'inputs-mean-response',
    title: 'on inputs, β keeps the mean, z of (1) before the rescale',
    normalisation: { at: 'inputs', gain: 'mean' },
    learning: Z_BEFORE_RESCALE,
  },
  {
    name: 'inputs-mean-open',
    title: 'on inputs, β keeps the mean, last layer not rescaled',
    normalisation: { at: 'inputs', gain: 'mean', lastLayer: 'as-it-is' },
  },
  {
    name: 'inputs-unit-length',
    title: 'on inputs, activity of unit length',
    normalisation: { at: 'inputs', rescale: 'length' },
  },
  {
    name: 'inputs-x',
    title: 'on inputs, x of (1) normalised',
    normalisation: { at: 'inputs' },
    learning: X_NORMALISED,
  },
  ...(['length', 'mean', 'maximum', 'deviation'] as const).map((gain): Reading => ({
    name: `inputs-x-${gain}`,
    title: `on inputs, x of (1) normalised, β keeps the ${gain}`,
    normalisation: { at: 'inputs', gain },
    learning: X_NORMALISED,
  })),
  { name: 'both', title: 'on inputs and currents', normalisation: { at: 'both' } },
];

/** The reading of a name. */
export function readingNamed(name: string): Reading {
  const found = READINGS.find((reading) => reading.name === name);
  if (!found) throw new Error(`There is no reading "${name}".`);
  return found;
}

/** What a network of the proposed rule is told of a reading. */
export function proposedSettings({ normalisation, learning }: Reading): Readonly<Record<string, unknown>> {
  return { ...sharedSettings({ normalisation }), ...learning };
}

/** What a network of any rule is told of it. */
export function sharedSettings({
  normalisation,
}: {
  readonly normalisation?: Normalisation | undefined;
}): Readonly<Record<string, unknown>> {
  return normalisation ? { normalisation } : {};
}

/** What the control and backpropagation compute does not depend on equation (1), nor on a β that the rescale cancels. */
export function sharedBy({ normalisation = {} }: Reading): Reading {
  const key = ({ gain: _gain, ...rest }: NonNullable<Reading['normalisation']>): string =>
    JSON.stringify(rest);
  const { rescale, lastLayer } = normalisation;
  if (rescale === 'clip' || lastLayer) {
    const whole = JSON.stringify(normalisation);
    return READINGS.find((each) => JSON.stringify(each.normalisation ?? {}) === whole)!;
  }
  return READINGS.find((each) => key(each.normalisation ?? {}) === key(normalisation))!;
}

/** The readings whose networks the control and backpropagation have, each once. */
export function sharedNetworks(readings: readonly Reading[]): Reading[] {
  return [...new Set(readings.map(sharedBy))];
}
