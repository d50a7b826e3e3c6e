import { HebbenchError } from '@hebbench/core';

/** What a neuron does to its membrane when it spikes: takes the threshold off, or begins again at 0. */
export type Reset = 'subtract' | 'zero';

/**
 * A leaky integrate-and-fire neuron in discrete time: `u ← λu + I`, a spike where `u ≥ θ`, then `u ← u − θ` or `u ← 0`.
 * The leak is `λ = exp(−1/τ)`.
 */
export interface NeuronParameters {
  /** θ > 0: the membrane at which it spikes. */
  readonly threshold: number;
  /** τ > 0, in steps: how long the membrane remembers. @defaultValue Infinity, no leak */
  readonly timeConstant?: number;
  /** @defaultValue 'subtract' */
  readonly reset?: Reset;
  /**
   * Steps after a spike in which the membrane stays as it is and what comes in is lost, a whole number from 0 to 65 535.
   * @defaultValue 0
   */
  readonly refractory?: number;
  /**
   * Membrane at the beginning, as a share of the threshold, in [0, 1). A half makes the number of spikes the rounded one
   * in place of the next lower one (Bu et al. 2022, "Optimal ANN-SNN conversion"). @defaultValue 0
   */
  readonly start?: number;
}

/** {@link NeuronParameters}, complete, as float32 arithmetic takes them. */
export interface Neuron {
  readonly threshold: number;
  /** λ in (0, 1]. */
  readonly leak: number;
  readonly reset: Reset;
  readonly refractory: number;
  /** Membrane at the beginning. */
  readonly start: number;
}

const LONGEST_REFRACTORY = 65_535;

/**
 * Checks a neuron, and fills in what is left out.
 * @throws {@link HebbenchError} `INVALID_CONFIG` for a threshold or time constant that is not above 0, and for a
 * refractory time or start out of range
 */
export function neuronOf(parameters: NeuronParameters): Neuron {
  const { threshold, timeConstant = Infinity, reset = 'subtract', refractory = 0, start = 0 } = parameters;
  if (!(threshold > 0 && threshold < Infinity))
    throw unsound('threshold', threshold, 'a number above 0', 'at 0 or below a neuron spikes at every step');
  if (!(timeConstant > 0))
    throw unsound(
      'time constant',
      timeConstant,
      'a number of steps above 0, or Infinity',
      'a membrane that forgets at once integrates nothing; leave it out for one without leak',
    );
  if (reset !== 'subtract' && reset !== 'zero')
    throw unsound('reset', reset, '"subtract" or "zero"', 'name one of them');
  if (!(Number.isInteger(refractory) && refractory >= 0 && refractory <= LONGEST_REFRACTORY))
    throw unsound('refractory time', refractory, 'a whole number of steps from 0 to 65535', 'correct it');
  if (!(start >= 0 && start < 1))
    throw unsound('start of the membrane', start, 'a share of the threshold in [0, 1)', 'correct it');
  return {
    threshold: Math.fround(threshold),
    leak: Math.fround(Math.exp(-1 / timeConstant)),
    reset,
    refractory,
    start: Math.fround(start * threshold),
  };
}

/**
 * Checks a number of steps.
 * @throws {@link HebbenchError} `INVALID_CONFIG` for none, and for one that is no whole number
 */
export function checkSteps(steps: number): void {
  if (Number.isSafeInteger(steps) && steps >= 1) return;
  throw unsound('number of steps', steps, 'a whole number, 1 or more', 'without a step there is no spike');
}

/** The error for a setting with which a neuron or a simulation would mean nothing. */
export function unsound(what: string, got: unknown, expected: string, fix: string): HebbenchError {
  return new HebbenchError('INVALID_CONFIG', `A spiking neuron was given no valid ${what}.`, {
    got: `${what} ${String(got)}`,
    expected,
    fix,
  });
}
