import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStreams, HebbenchError } from '../src/index.ts';

const seeds = fc.maxSafeNat();
const names = fc.string({ minLength: 1, maxLength: 12 });

function draws(seed: number, name: string, count = 8): number[] {
  const stream = createStreams(seed).stream(name);
  return Array.from({ length: count }, () => stream.uniform());
}

describe('streams', () => {
  test('the same seed and name give the same numbers; others give others', () => {
    fc.assert(
      fc.property(seeds, names, names, (seed, a, b) => {
        expect(draws(seed, a)).toEqual(draws(seed, a));
        if (a !== b) expect(draws(seed, a)).not.toEqual(draws(seed, b));
        expect(draws(seed, a)).not.toEqual(draws(seed === 0 ? 1 : seed - 1, a));
      }),
    );
  });

  test('drawing from one stream does not move another', () => {
    const streams = createStreams(3);
    streams.stream('a').permutation(100);
    expect(streams.stream('b').uniform()).toBe(draws(3, 'b', 1)[0]);
  });

  test('a child names the streams below its path', () => {
    const streams = createStreams(5);
    expect(streams.child('x').child('y').stream('z').uniform()).toBe(streams.stream('x/y/z').uniform());
  });

  test('seed 0 is a seed', () => {
    expect(new Set(draws(0, 'a')).size).toBe(8);
  });

  test.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])('%d is no seed', (seed) => {
    expect(() => createStreams(seed)).toThrow(HebbenchError);
  });

  test('numbers are pinned: they never change between versions', () => {
    expect(draws(0, 'pinned', 3)).toEqual(PINNED);
  });
});

const PINNED = [0.8980246249120682, 0.027822402771562338, 0.939006476663053];

describe('draws', () => {
  const stream = createStreams(1).stream('draws');

  test('integers stay below their bound and reach all values', () => {
    const seen = new Set(Array.from({ length: 500 }, () => stream.integer(7)));
    expect([...seen].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('uniform draws have the moments of their distribution', () => {
    const values = stream.fillUniform(new Float32Array(50_000), -1, 3);
    expect(mean(values)).toBeCloseTo(1, 1);
    expect(variance(values)).toBeCloseTo(16 / 12, 1);
    expect(values.every((value) => value >= -1 && value <= 3)).toBe(true);
  });

  test('normal draws have the moments of their distribution', () => {
    const values = stream.fillNormal(new Float32Array(50_001), 2, 0.5);
    expect(mean(values)).toBeCloseTo(2, 1);
    expect(variance(values)).toBeCloseTo(0.25, 2);
    expect(values.filter((value) => Math.abs(value - 2) > 0.98).length / values.length).toBeCloseTo(0.05, 2);
  });

  test('permutations hold each number once', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 200 }), (seed, count) => {
        const order = createStreams(seed).stream('order').permutation(count);
        expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  test('every number is as likely in every place', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = stream.permutation(3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float32Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
}
