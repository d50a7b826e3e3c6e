/** What the authors train with, by their published code, for every data set but ImageNet; frozen. */
export const PAPER_PRESET = Object.freeze({
  reconstruction: 'sequential',
  learnFrom: 'activity',
  learningRate: 0.001,
  batchSize: 64,
});

/** Ours. */
export function bestPreset(): Readonly<Record<string, unknown>> {
  return PAPER_PRESET;
}
