import type { HeadInput } from '@hebbench/nn';
import { isDrawn, type Column } from '../columns.ts';

/** How a gradient-trained output layer learns. */
export interface OutputLayer {
  readonly headInput: HeadInput;
  /** Adam's step size at the start. */
  readonly headLearningRate: number;
}

/**
 * How a rule's gradient-trained output layer learns in a column, where it is not as in all others. On photographs the
 * units of a hidden layer have most in common, and an uncentred output layer does not converge in the table's epochs
 * (suite `tuning`, questions `head-input`). K&H's network there has settings of its own (`PhotographSettings`).
 */
export function outputLayerOf({ set }: Column): Partial<OutputLayer> {
  return isDrawn(set) ? {} : { headInput: 'centred', headLearningRate: 0.001 };
}
