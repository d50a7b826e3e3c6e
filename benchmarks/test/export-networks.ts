import type { LayerSpec } from '@hebbench/core';
import type { HiddenForm } from '../src/export/plain-network.ts';

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
];
