import { createStreams } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import type { Score, ScoreContext } from '../src/suite.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { score, type StoredReading } from '../src/suites/figure3/score.ts';
import { results } from './figure-results.ts';

/** What figure 3 finds of a hidden layer of `units` rows. */
function scoreOf(values: Float32Array, units: number): Score {
  const kernel = (weights: Float32Array, rows: number, layer: 'hidden' | 'output'): unknown => ({
    name: `${layer}/kernel`,
    kind: 'kernel',
    layer,
    transposed: true,
    tensor: { shape: [rows, weights.length / rows], dataSync: () => weights },
  });
  const weights = [kernel(values, units, 'hidden'), kernel(Float32Array.of(1, 1), 2, 'output')];
  return score({ model: { weights: () => weights }, streams: createStreams(0) } as unknown as ScoreContext);
}

describe('figure 3 looks at layers', () => {
  const report = (values: Float32Array, units: number): Promise<ReadonlyMap<string, string | Uint8Array>> => {
    const given = results(figure3);
    const { details, metrics } = JSON.parse(JSON.stringify(scoreOf(values, units))) as Score;
    const records = given.records.map((each) => ({ ...each, metrics, details: details! }));
    return figure3.report({ ...given, records }) as Promise<ReadonlyMap<string, string | Uint8Array>>;
  };

  test.each([
    { name: 'all zero', values: new Float32Array(600), says: 'only 0 weights above the threshold' },
    { name: 'constant', values: new Float32Array(600).fill(0.3), says: 'are the same' },
    {
      name: 'collapsed to rounding',
      values: Float32Array.from({ length: 600 }, (_, i) => 0.3 * (1 + (i % 3) * 1e-7)),
      says: 'are nearly the same',
    },
    {
      name: 'of a few weights',
      values: Float32Array.of(1, 0.5, 0.2, 0.1),
      says: 'weights above the threshold; at least 20 are needed',
    },
  ])('that are $name', async ({ values, says }) => {
    const { metrics, details } = scoreOf(values, 2);
    expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
    for (const each of details!['readings'] as StoredReading[]) {
      expect(each.fits).toEqual([]);
      expect(each.reason).toContain(says);
      expect(each.valley).toBeUndefined();
    }
    const summary = String((await report(values, 2)).get('summary.md'));
    expect(summary).toContain('Not tested: the lognormal is the family closest to the weights of proposed');
    expect(summary).toContain('Not tested: the weights of K&H, n = 4.5 are bimodal');
    expect(summary).not.toMatch(/NaN|undefined|Infinity/);
  });

  const stream = createStreams(1).stream('weights');
  const values = stream.fillNormal(new Float32Array(50 * 40), -3, 0.8).map(Math.exp);

  test('of tiny weights as of others', () => {
    // A power of 2, about 1e-30, leaves the digits as they are.
    const tiny = scoreOf(
      values.map((w) => w * 2 ** -100),
      50,
    );
    const { metrics, details } = scoreOf(values, 50);
    expect(tiny.details).toEqual(details);
    expect({ ...tiny.metrics, largestWeight: 0 }).toEqual({ ...metrics, largestWeight: 0 });
  });

  test('and their records make a report', async () => {
    const files = await report(values, 50);
    const summary = String(files.get('summary.md'));
    expect(summary).toMatch(/(Reproduced|Undecided): the lognormal is the family closest/);
    expect(summary).not.toMatch(/NaN|undefined|Infinity/);
    expect(files.has('density.svg')).toBe(true);
  });
});
