import { isDeep, readsPhotographs, type Architecture } from '@hebbench/core';

/** The values that the paper prints; frozen. */
const PRINTED = Object.freeze({
  outputLearningRate: 0.0005,
  perturbationVariance: 0.00016,
  alpha: 0.04,
  beta: 87_500,
  gamma: 0.04,
  outputBatchSize: 2000,
  perturbations: 1,
  antithetic: false,
});

/**
 * The paper's settings, but for the rate of hidden layers. It prints η = 0.0005 and not how long they learn; of the
 * networks that this rate passes through, the one is taken whose weights are as sparse as the paper's, about 90 % zeros.
 * It comes after tens of epochs; ten times the rate reaches it in a tenth of them, and is used here. It is not the most
 * accurate one (suites `regime` and `tuning`). Without the constraint, learning from the currents before the ReLU is the
 * most accurate reading on validation images.
 */
export function paperPreset({ nonnegative }: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({
    ...PRINTED,
    hiddenLearningRate: 0.005,
    hiddenBatchSize: 100,
    learnFrom: nonnegative ? 'activity' : 'currents',
  });
}

/**
 * Our settings, chosen on the validation split (suite `tuning`): the paper's hidden layers, and many antithetic
 * perturbations of rank one in one product for the output layer. Without the constraint, equation (1) diverges above the inverse
 * of an image's squared length, which grows with its size: large images get the printed rate, others ten times of it.
 * Deep networks with the constraint silence fewer units of each layer, and learn slowly.
 */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const { nonnegative } = architecture;
  return Object.freeze({
    ...PRINTED,
    ...hiddenSettings(architecture),
    hiddenBatchSize: 100,
    learnFrom: nonnegative ? 'activity' : 'currents',
    beta: 128 * PRINTED.beta,
    outputBatchSize: 500,
    outputSchedule: 'linear',
    perturbations: 256,
    antithetic: true,
    perturbationForm: 'rank-one',
  });
}

function hiddenSettings(architecture: Architecture): Readonly<Record<string, unknown>> {
  if (!architecture.nonnegative)
    return { hiddenLearningRate: readsPhotographs(architecture) ? 0.0005 : 0.005 };
  if (!isDeep(architecture)) return { hiddenLearningRate: 0.0005 };
  return { hiddenLearningRate: 0.00005, activityThreshold: -1.5 };
}
