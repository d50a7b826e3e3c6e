import type { LayerSpec } from '@hebbench/core';
import type { HiddenForm } from '../src/export/plain-forms.ts';

const CONVOLUTIONS: readonly LayerSpec[] = [
  { kind: 'conv', units: 6, size: 5, stride: 3, padding: 'same' },
  { kind: 'pool', by: 'max', size: 3, stride: 2, padding: 'same' },
  { kind: 'conv', units: 7, size: 2 },
  { kind: 'pool', by: 'mean', size: 2 },
];

interface Described {
  readonly rule: string;
  readonly nonnegative: boolean;
  readonly overrides: Record<string, unknown>;
  readonly layers?: readonly LayerSpec[];
  readonly form: HiddenForm;
  /** Of its second layer. @defaultValue as in the first */
  readonly second?: HiddenForm;
}

export const NETWORKS: readonly Described[] = [
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: {},
    form: { input: 'as-it-is', activation: 'normalised-relu', power: 1 },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: false,
    overrides: {},
    form: { input: 'as-it-is', activation: 'power-relu', power: 1 },
  },
  {
    rule: 'backprop',
    nonnegative: false,
    overrides: {},
    form: { input: 'as-it-is', activation: 'power-relu', power: 1 },
  },
  {
    rule: 'krotov-hopfield',
    nonnegative: true,
    overrides: { power: 4.5 },
    form: { input: 'unit-length', activation: 'power-relu', power: 4.5 },
  },
  {
    rule: 'krotov-hopfield',
    nonnegative: false,
    overrides: { power: 1 },
    form: { input: 'unit-length', activation: 'power-relu', power: 1 },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: {},
    layers: CONVOLUTIONS,
    form: { input: 'as-it-is', activation: 'normalised-relu', power: 1 },
  },
  {
    rule: 'softhebb',
    nonnegative: false,
    overrides: { activation: 'triangle', power: 2, inputs: 'centred' },
    layers: CONVOLUTIONS,
    form: { input: 'centred', activation: 'triangle', power: 2 },
  },
  {
    rule: 'softhebb',
    nonnegative: false,
    overrides: { startNorm: 2, power: [0.7, 1.4] },
    layers: CONVOLUTIONS,
    form: { input: 'standardised-channels', activation: 'triangle', power: 0.7 },
    second: { input: 'standardised-channels', activation: 'triangle', power: 1.4 },
  },
  {
    rule: 'softhebb',
    nonnegative: true,
    overrides: { activationInverseTemperature: 3 },
    form: { input: 'as-it-is', activation: 'softmax', power: 3 },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { at: 'inputs', statistics: 'units', rescale: 'unit-maximum' } },
    form: {
      input: 'standardised',
      activation: 'rescaled-relu',
      power: 1,
      currents: 'as-they-are',
      rescale: 'unit-maximum',
    },
  },
  {
    rule: 'backprop',
    nonnegative: true,
    overrides: { normalisation: { at: 'both', statistics: 'layer' } },
    layers: CONVOLUTIONS,
    form: {
      input: 'standardised',
      activation: 'rescaled-relu',
      power: 1,
      currents: 'standardised',
      rescale: 'maximum',
    },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { at: 'inputs' }, learnInput: 'normalised' },
    form: readsNormalised('one', { rescale: 'maximum' }),
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { at: 'inputs', gain: 'mean', pixels: 'as-they-are', rescale: 'length' } },
    form: {
      input: 'as-it-is',
      activation: 'rescaled-relu',
      power: 1,
      currents: 'as-they-are',
      rescale: 'length',
    },
    second: readsNormalised('mean', { rescale: 'length' }),
  },
  {
    rule: 'random-features',
    nonnegative: true,
    overrides: { normalisation: { at: 'inputs', gain: 'maximum', rescale: 'min-max' } },
    layers: CONVOLUTIONS,
    form: readsNormalised('maximum', { rescale: 'min-max' }),
  },
  {
    rule: 'backprop',
    nonnegative: true,
    overrides: { normalisation: { at: 'both', gain: 'length', rescale: 'clip', lastLayer: 'as-it-is' } },
    form: readsNormalised('length', { currents: 'normalised', rescale: 'clip' }),
    second: readsNormalised('length', { currents: 'normalised', rescale: 'none' }),
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { gain: 'deviation', rescale: 'clip' } },
    form: {
      input: 'as-it-is',
      activation: 'rescaled-relu',
      power: 1,
      gain: 'deviation',
      currents: 'normalised',
      rescale: 'clip',
    },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { activityThreshold: -1.5 },
    form: { input: 'as-it-is', activation: 'normalised-relu', power: 1, threshold: -1.5 },
  },
];

/** A layer with equation (6) on what it reads. */
function readsNormalised(
  gain: NonNullable<HiddenForm['gain']>,
  { currents = 'as-they-are', rescale }: Pick<HiddenForm, 'currents' | 'rescale'>,
): HiddenForm {
  return {
    input: 'normalised',
    activation: 'rescaled-relu',
    power: 1,
    gain,
    currents,
    ...(rescale && { rescale }),
  };
}
