import { neuronOf, type NeuronParameters } from './neuron.ts';

/**
 * The current above which a neuron spikes at all, the rheobase `θ(1 − λ)`: a constant current I takes the membrane to
 * `I/(1 − λ)` and no further. 0 without leak.
 */
export function rheobase(parameters: NeuronParameters): number {
  const { threshold, leak } = neuronOf(parameters);
  return threshold * (1 - leak);
}

/**
 * Steps of a constant current I until a spike, from the membrane u: the least `n ≥ 1` with
 * `λⁿu + I(1 − λⁿ)/(1 − λ) ≥ θ`, or `u + nI ≥ θ` without leak.
 * @param membrane - u. @defaultValue the neuron's start
 * @returns Infinity if it never spikes
 */
export function stepsToSpike(parameters: NeuronParameters, current: number, membrane?: number): number {
  const { threshold, leak, start } = neuronOf(parameters);
  const from = membrane ?? start;
  const first = leak * from + current;
  if (first >= threshold) return 1;
  if (leak === 1) return current > 0 ? Math.ceil((threshold - from) / current) : Infinity;
  const limit = current / (1 - leak);
  if (limit <= threshold) return Infinity;
  return Math.ceil(Math.log((limit - threshold) / (limit - from)) / Math.log(leak));
}

/** The membrane after `steps` steps of a constant current, before it spikes. */
function membraneAfter(leak: number, current: number, membrane: number, steps: number): number {
  if (leak === 1) return membrane + steps * current;
  const left = leak ** steps;
  return left * membrane + (current * (1 - left)) / (1 - leak);
}

/**
 * When a neuron spikes under a constant current: from spike to spike by {@link stepsToSpike}, without a step between.
 * @param steps - how long; steps are counted from 1
 */
export function spikeTimes(parameters: NeuronParameters, current: number, steps: number): number[] {
  const { threshold, leak, reset, refractory, start } = neuronOf(parameters);
  const times: number[] = [];
  let [membrane, time] = [start, 0];
  for (;;) {
    const wait = stepsToSpike(parameters, current, membrane);
    time += wait;
    if (time > steps) return times;
    times.push(time);
    membrane = reset === 'zero' ? 0 : membraneAfter(leak, current, membrane, wait) - threshold;
    time += refractory;
  }
}

/**
 * Steps from one spike to the next under a constant current I, in the mean. With reset to 0 all intervals but the first
 * are alike, `n(I) + r` with {@link stepsToSpike} n from 0 and r refractory steps. With subtraction and without leak they
 * differ by a step, and their mean is `max(1, θ/I) + r`.
 * @returns Infinity below the rheobase; `undefined` with subtraction and leak, where there is no such form:
 * {@link spikeTimes} says when such a neuron spikes
 */
export function interspikeInterval(parameters: NeuronParameters, current: number): number | undefined {
  const { threshold, leak, reset, refractory } = neuronOf(parameters);
  if (reset === 'zero') return stepsToSpike(parameters, current, 0) + refractory;
  if (leak < 1) return undefined;
  return current > 0 ? Math.max(1, threshold / current) + refractory : Infinity;
}
