import { createStreams, type HebbenchError } from '@hebbench/core';
import { expectValues } from '@hebbench/fixtures';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  createNeurons,
  interspikeInterval,
  neuronOf,
  rheobase,
  spikeTimes,
  stepsToSpike,
  type NeuronParameters,
} from '../src/index.ts';

/** Steps at which a neuron spikes under a constant current, step by step. */
function simulated(parameters: NeuronParameters, current: number, steps: number): number[] {
  const neurons = createNeurons(parameters, 1);
  const [input, spikes] = [Float32Array.of(current), new Float32Array(1)];
  return Array.from({ length: steps }, (_, t) => t + 1).filter(() => {
    neurons.step(input, spikes);
    return spikes[0] === 1;
  });
}

const parametersArbitrary = fc.record({
  threshold: fc.constantFrom(0.5, 1, 2.25),
  timeConstant: fc.constantFrom(0.7, 3, 20, Infinity),
  reset: fc.constantFrom('subtract' as const, 'zero' as const),
  refractory: fc.constantFrom(0, 1, 3),
  start: fc.constantFrom(0, 0.5),
});

test('many neurons under changing currents match their loops, to the bit', () => {
  fc.assert(
    fc.property(parametersArbitrary, fc.nat(), (parameters, seed) => {
      const { threshold, timeConstant, reset, refractory, start } = parameters;
      const stream = createStreams(seed).stream('currents');
      const [count, steps] = [5, 30];
      const neurons = createNeurons(parameters, count);
      const spikes = new Float32Array(count);
      const leak = Math.fround(Math.exp(-1 / timeConstant));
      const twins = Array.from({ length: count }, () => ({ u: start * threshold, free: 0, count: 0 }));
      for (let t = 1; t <= steps; t++) {
        const currents = stream.fillUniform(new Float32Array(count), -0.5, 1.5);
        neurons.step(currents, spikes);
        twins.forEach((twin, i) => {
          let spiked = 0;
          if (t > twin.free) {
            twin.u = Math.fround(Math.fround(leak * twin.u) + currents[i]!);
            if (twin.u >= threshold) {
              spiked = 1;
              twin.u = reset === 'zero' ? 0 : Math.fround(twin.u - threshold);
              twin.free = t + refractory;
              twin.count++;
            }
          }
          expect(spikes[i]).toBe(spiked);
        });
      }
      expect([...neurons.membranes]).toEqual(twins.map(({ u }) => u));
      expect([...neurons.counts]).toEqual(twins.map((twin) => twin.count));
    }),
    { seed: 1, numRuns: 60 },
  );
});

/** What another simulator makes of neurons: `benchmarks/independent/spikes.py` writes it. */
interface SnnTorch {
  /** Of each step and neuron. */
  readonly currents: readonly (readonly number[])[];
  readonly cases: readonly {
    readonly leak: number;
    readonly reset: 'subtract' | 'zero';
    readonly threshold: number;
    readonly start: number;
    /** Steps at which each neuron spikes. */
    readonly times: readonly (readonly number[])[];
    readonly membranes: readonly number[];
  }[];
}

const SNN_TORCH = JSON.parse(readFileSync(new URL('snntorch.json', import.meta.url), 'utf8')) as SnnTorch;

test.each(SNN_TORCH.cases)(
  'with leak $leak and reset $reset they spike when those of snnTorch do',
  ({ leak, reset, threshold, start, times, membranes }) => {
    const timeConstant = leak === 1 ? Infinity : -1 / Math.log(leak);
    const neurons = createNeurons({ threshold, timeConstant, reset, start }, membranes.length);
    const spikes = new Float32Array(membranes.length);
    const found: number[][] = membranes.map(() => []);
    SNN_TORCH.currents.forEach((currents, t) => {
      neurons.step(Float32Array.from(currents), spikes);
      spikes.forEach((spike, i) => spike === 1 && found[i]!.push(t + 1));
    });
    expect(found).toEqual(times);
    expect(found.flat().length).toBeGreaterThan(20);
    expectValues(neurons.membranes, membranes, 1e-5);
  },
);

describe('under a constant current', () => {
  test('the rate–current curve of a neuron without leak is ⌊start + tI/θ⌋ spikes in t steps', () => {
    // Numerators of 64ths, so that sums are exact.
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom(0, 0.25, 0.5),
        (numerator, steps, start) => {
          const times = simulated({ threshold: 1, start }, numerator / 64, steps);
          expect(times).toHaveLength(Math.floor(start + (steps * numerator) / 64));
        },
      ),
      { seed: 1 },
    );
  });

  test.each<[NeuronParameters, number]>([
    [{ threshold: 1, timeConstant: 10, reset: 'zero' }, 0.13],
    [{ threshold: 1, timeConstant: 10, reset: 'zero' }, 0.31],
    [{ threshold: 2, timeConstant: 5, reset: 'zero', refractory: 2 }, 0.57],
    [{ threshold: 1, timeConstant: 10, start: 0.5 }, 0.13],
    [{ threshold: 1, timeConstant: 3 }, 0.77],
    [{ threshold: 1, timeConstant: 20, refractory: 3 }, 0.9],
    [{ threshold: 1, refractory: 1 }, 0.3137],
    [{ threshold: 0.7, reset: 'zero', start: 0.2 }, 0.19],
    [{ threshold: 1 }, 1.7],
    [{ threshold: 1, timeConstant: 2 }, 0.2],
    [{ threshold: 1 }, -0.1],
  ])('%o spikes at %d when its closed form says', (parameters, current) => {
    expect(simulated(parameters, current, 300)).toEqual(spikeTimes(parameters, current, 300));
  });

  test.each<[NeuronParameters, number, number]>([
    // ⌈ln(1 − θ(1 − λ)/I) / ln λ⌉ with λ = e^(−1/10)
    [{ threshold: 1, timeConstant: 10, reset: 'zero' }, 0.13, 14],
    [{ threshold: 1, timeConstant: 10, reset: 'zero', refractory: 4 }, 0.13, 18],
    [{ threshold: 1, reset: 'zero' }, 0.3, 4],
    [{ threshold: 1 }, 0.3, 1 / 0.3],
    [{ threshold: 1, refractory: 2 }, 0.4, 4.5],
    [{ threshold: 1, refractory: 2 }, 3, 3],
  ])('the interspike interval of %o at %d is %d steps, in the mean', (parameters, current, interval) => {
    expect(interspikeInterval(parameters, current)).toBeCloseTo(interval, 6);
    const times = simulated(parameters, current, 4000);
    const mean = (times.at(-1)! - times[0]!) / (times.length - 1);
    expect(mean).toBeCloseTo(interval, 2);
  });

  test('below the rheobase no neuron spikes, and above it every one does', () => {
    const parameters = { threshold: 1, timeConstant: 10 };
    const least = rheobase(parameters);
    expect(least).toBeCloseTo(1 - Math.exp(-0.1), 6);
    expect(stepsToSpike(parameters, 0.999 * least)).toBe(Infinity);
    expect(simulated(parameters, 0.999 * least, 1000)).toEqual([]);
    expect(stepsToSpike(parameters, 1.001 * least)).toBeLessThan(100);
    expect(simulated(parameters, 1.001 * least, 100)).not.toEqual([]);
    expect(interspikeInterval({ ...parameters, reset: 'zero' }, least / 2)).toBe(Infinity);
  });
});

test.each<[string, NeuronParameters]>([
  ['threshold 0', { threshold: 0 }],
  ['threshold -1', { threshold: -1 }],
  ['threshold NaN', { threshold: NaN }],
  ['threshold Infinity', { threshold: Infinity }],
  ['time constant 0', { threshold: 1, timeConstant: 0 }],
  ['time constant -3', { threshold: 1, timeConstant: -3 }],
  ['time constant NaN', { threshold: 1, timeConstant: NaN }],
  ['refractory time -1', { threshold: 1, refractory: -1 }],
  ['refractory time 0.5', { threshold: 1, refractory: 0.5 }],
  ['start of the membrane 1', { threshold: 1, start: 1 }],
  ['reset never', { threshold: 1, reset: 'never' as 'zero' }],
])('%s is refused', (got, parameters) => {
  expect(() => neuronOf(parameters)).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', got } satisfies Partial<HebbenchError>),
  );
});
