import type { OutputLayer } from './output-layer.ts';

/** An output layer that learns by Krotov and Hopfield's own loss. */
export interface OwnLossOutputLayer extends OutputLayer {
  /** Power m of the loss `Σ|tanh(z) − t|^m`. */
  readonly lossPower: number;
}

/**
 * Output layer of the one network that Krotov and Hopfield print for digits: one hidden layer, n = 4.5, no constraint.
 * m is theirs, for MNIST; they print no rate (suite `tuning`, question `output-krotov-hopfield`). With the constraint no
 * output can be negative as their loss wants it, so that those networks learn as all others do.
 */
export const OWN_LOSS: OwnLossOutputLayer = {
  lossPower: 6,
  headInput: 'centred',
  headLearningRate: 0.0003,
};
