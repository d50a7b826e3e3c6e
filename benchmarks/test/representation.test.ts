import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { participationRatio } from '../src/suites/common/participation-ratio.ts';
import { bars, mixturesOfBars, SOURCES } from '../src/suites/representation/bars.ts';
import { representation } from '../src/suites/representation/index.ts';
import type { SuiteResults } from '../src/suite.ts';
import { exampleRecord } from './example-record.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

test.each([
  {
    samples: 'units that vary alike and apart',
    rows: [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ],
    dimension: 3,
  },
  {
    samples: 'units that vary together',
    rows: [
      [1, 2, 3],
      [2, 4, 6],
      [4, 8, 12],
    ],
    dimension: 1,
  },
  {
    samples: 'units that do not vary',
    rows: [
      [1, 2],
      [1, 2],
    ],
    dimension: 0,
  },
])('the effective dimension of $samples is $dimension', ({ rows, dimension }) => {
  const found = tf.tidy(() => participationRatio(tf.tensor2d(rows)));
  expect(found).toBeCloseTo(dimension, 4);
});

test('mixtures of bars are sums of independent bars, none of which is a sum of others', () => {
  const shape = { height: 12, width: 18, channels: 1 };
  const mixing = bars(shape);
  const inputs = 12 * 18;
  const { pixels, count, labels } = mixturesOfBars(shape, {
    count: 400,
    classes: 4,
    stream: createStreams(0).stream('bars'),
  });
  expect(Math.max(...labels)).toBe(3);
  // Pixels where one bar is alone tell how bright it is.
  const alone = Array.from({ length: SOURCES }, (_, source) =>
    Array.from({ length: inputs }, (_pixel, i) => i).find((i) =>
      Array.from({ length: SOURCES }, (_other, k) => (mixing[k * inputs + i] === 1) === (k === source)).every(
        Boolean,
      ),
    )!,
  );
  expect(alone).not.toContain(undefined);
  const levels = Array.from({ length: count }, (_, image) => alone.map((at) => pixels[image * inputs + at]!));
  const sums = levels.flatMap((own) =>
    Array.from({ length: inputs }, (_, i) =>
      own.reduce((sum, level, k) => sum + level * mixing[k * inputs + i]!, 0),
    ),
  );
  expect(Buffer.from(pixels).equals(Buffer.from(sums))).toBe(true);
  const present = levels.flat().filter((level) => level > 0).length / levels.flat().length;
  expect(present).toBeCloseTo(0.3, 1);
});

/** Results of the narrow networks with the constraint. */
function resultsWith(
  metricsOf: (rule: string, seed: number) => Readonly<Record<string, number>>,
  { seeds, data = 'real' }: { readonly seeds: number; readonly data?: SuiteResults['data'] },
): SuiteResults {
  const cells = representation
    .cells('quick', { rules: [], seeds })
    .filter(({ id }) => id.includes('/nonneg/narrow/'));
  const records = cells.flatMap((cell) =>
    cell.seeds.map((seed) => ({
      ...exampleRecord(cell, seed),
      metrics: { inputs: 784, ...metricsOf(cell.rule, seed) },
    })),
  );
  return { scale: 'quick', data, cells, records };
}

/** One seed differs from the next by 0.001. */
function correlations(
  proposed: number,
  control: number,
): (rule: string, seed: number) => Record<string, number> {
  return (rule, seed) => ({
    correlation: (rule === 'hebbian-wp' ? proposed : control) + seed * seed * 0.001,
  });
}

test.each([
  { units: 'less than the control’s', proposed: 0.1, control: 0.2, seeds: 3, verdict: 'reproduced' },
  { units: 'more than the control’s', proposed: 0.3, control: 0.2, seeds: 3, verdict: 'not reproduced' },
  {
    units: 'less, with one seed',
    proposed: 0.1,
    control: 0.2,
    seeds: 1,
    verdict: 'undecided: one seed, where it holds',
  },
  {
    units: 'more, with two seeds',
    proposed: 0.3,
    control: 0.2,
    seeds: 2,
    verdict: 'undecided: 2 seeds, where it does not hold',
  },
])('units that correlate $units: $verdict', async ({ proposed, control, seeds, verdict }) => {
  const scattered = (rule: string, seed: number): Record<string, number> => {
    const { correlation } = correlations(proposed, control)(rule, seed) as { correlation: number };
    return { correlation: correlation + (rule === 'hebbian-wp' ? seed * 0.002 : 0) };
  };
  const summary = String((await representation.report(resultsWith(scattered, { seeds }))).get('summary.md'));
  const row = summary.split('\n').find((line) => line.includes('less correlation'));
  expect(row?.split('|').at(-2)?.trim()).toBe(verdict);
  // What was not measured has no verdict.
  const other = summary.split('\n').find((line) => line.includes('Σ z w, at its best scale'));
  expect(other?.split('|').at(-2)?.trim()).toBe('not run yet');
});

test('a span that is above the control’s and far from that of the components is not PCA-like', async () => {
  const spans = (rule: string, seed: number): Record<string, number> => ({
    'span-10': (rule === 'hebbian-wp' ? 20 : 2) + seed * (rule === 'hebbian-wp' ? 1 : 0.5),
  });
  const claim = async (more: number): Promise<string | undefined> => {
    const given = resultsWith((rule, seed) => ({ 'span-10': spans(rule, seed)['span-10']! + more }), {
      seeds: 3,
    });
    const summary = String((await representation.report(given)).get('summary.md'));
    return summary
      .split('\n')
      .find((line) => line.includes('PCA-like mechanism:'))
      ?.split('|')
      .at(-2)
      ?.trim();
  };
  expect(await claim(0)).toBe('not reproduced');
  expect(await claim(40)).toBe('reproduced');
});

test('images that are drawn say nothing of the paper', async () => {
  const given = resultsWith(correlations(0.1, 0.2), { seeds: 3, data: 'embedded' });
  const files = await representation.report(given);
  expect(String(files.get('summary.md'))).toContain('embedded stand-ins');
  expect(String(files.get('summary.md'))).not.toContain('reproduced |');
  expect(String(files.get('representation.csv'))).toContain(
    'nonneg,100,hebbian-wp,proposed,correlation,3,0.101667',
  );
});
