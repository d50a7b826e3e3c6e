/** The values that Krotov and Hopfield print for MNIST; frozen. */
export const PAPER_PRESET = Object.freeze({
  norm: 3,
  rank: 7,
  antiHebbian: 0.4,
  learningRate: 0.04,
  batchSize: 100,
  power: 4.5,
});
