import type { Reading } from '../../common/readings.ts';

/**
 * Readings of equation (6) with constants that are measured once and frozen: evidence beside the candidates, and not
 * among them, as the paper has statistics of an image's values and not of a training set (`docs/readings.md`). Of the
 * combinations, those that change one thing – what statistics are of, or what the largest response is of – and one each
 * in which all is of the layer, or of each unit.
 */
export const FROZEN_READINGS: readonly Reading[] = [
  {
    name: 'layer-on-currents',
    title: 'on currents, constants of the layer',
    normalisation: { statistics: 'layer' },
  },
  {
    name: 'units-on-currents',
    title: 'on currents, constants of each unit',
    normalisation: { statistics: 'units' },
  },
  {
    name: 'layer-on-inputs',
    title: 'on inputs, constants of the layer',
    normalisation: { at: 'inputs', statistics: 'layer' },
  },
  {
    name: 'units-on-inputs',
    title: 'on inputs, constants of each input',
    normalisation: { at: 'inputs', statistics: 'units' },
  },
  {
    name: 'layer-maximum',
    title: 'on currents, by the layer’s largest response',
    normalisation: { rescale: 'layer-maximum' },
  },
  {
    name: 'unit-maximum',
    title: 'on currents, by each unit’s largest response',
    normalisation: { rescale: 'unit-maximum' },
  },
  {
    name: 'layer-throughout',
    title: 'on currents, constants and largest response of the layer',
    normalisation: { statistics: 'layer', rescale: 'layer-maximum' },
  },
  {
    name: 'units-throughout',
    title: 'on inputs, constants of each input, largest response of each unit',
    normalisation: { at: 'inputs', statistics: 'units', rescale: 'unit-maximum' },
  },
];
