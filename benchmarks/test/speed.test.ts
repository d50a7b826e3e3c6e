import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { PARTS, profileOf, sumParts } from '../src/speed/profile.ts';
import { speedFiles } from '../src/speed/report.ts';
import { goalOf } from '../src/speed/goals.ts';
import {
  againstFastest,
  median,
  speedResultsSchema,
  type PeerMeasurement,
  type SpeedMeasurement,
  type SpeedResults,
} from '../src/speed/measurement.ts';
import type { PeerName } from '../src/speed/peer-names.ts';
import { rewriteSpeedReports } from '../src/speed/rewrite.ts';
import { UNIT_NAMES } from '../src/speed/unit-names.ts';
import { SPEED_UNITS } from '../src/speed/units.ts';

function frame(
  id: number,
  functionName: string,
  url: string,
): Parameters<typeof sumParts>[0]['nodes'][number] {
  return { id, callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 } };
}

/** Results of every unit, one of them with more than the others. */
function resultsWith(work: string, more: Partial<SpeedMeasurement>, engine = 'blas'): SpeedResults {
  return speedResultsSchema.parse({
    schema: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    engine: { name: engine, detail: 'x', threads: 2 },
    machine: { node: 'v20', platform: 'linux', cpu: 'x', cores: 2, memoryBytes: 1 },
    data: 'MNIST',
    limitGflops: 100,
    units: SPEED_UNITS.map(({ name }) => ({
      work: name,
      ms: 10,
      spread: [9, 12],
      updates: 3,
      engine,
      threads: 2,
      gflops: 10,
      limitShare: 0.1,
      ...(name === work && more),
    })),
  });
}

test('the help names the units that there are', () => {
  expect(UNIT_NAMES).toEqual(SPEED_UNITS.map(({ name }) => name));
});

describe('where the time goes', () => {
  test.each([
    ['products', 'file:///x/packages/engine/src/blas.ts'],
    ['products', 'file:///x/node_modules/@hebbench/engine/dist/onnxruntime.js'],
    ['gathering', 'file:///x/packages/engine/src/rows.ts'],
    ['gathering', 'file:///x/packages/nn/src/training/sampling.ts'],
    ['random numbers', 'file:///x/packages/core/src/random.ts'],
    ['rule', 'file:///x/packages/rule-krotov-hopfield/src/sparse-update.ts'],
    ['tensors', 'file:///x/node_modules/@tensorflow/tfjs-core/dist/tf-core.node.js'],
    ['tensors', 'wasm://wasm/0019ea4a'],
    ['tensors', 'file:///x/packages/nn/src/adam.ts'],
    ['other', 'node:internal/process'],
    ['other', ''],
  ] as const)('%s: %s', (part, url) => {
    const profile = sumParts({
      nodes: [frame(1, 'f', url)],
      startTime: 0,
      endTime: 1,
      samples: [1],
      timeDeltas: [5],
    });
    expect(profile[part]).toBe(1);
  });

  test('native code counts where it was called', () => {
    const profile = sumParts({
      nodes: [
        { ...frame(1, 'step', 'file:///x/packages/rule-hebbian-wp/src/hebbian.ts'), children: [2] },
        { ...frame(2, 'gemm', 'file:///x/packages/engine/src/blas.ts'), children: [3] },
        frame(3, 'Union', ''),
      ],
      startTime: 0,
      endTime: 1,
      samples: [1, 3, 3],
      timeDeltas: [1, 2, 2],
    });
    expect(profile).toMatchObject({ products: 0.8, rule: 0.2 });
  });

  test('shares add up to 1, without the time in which nothing runs', () => {
    const profile = sumParts({
      nodes: [
        frame(1, 'f', 'file:///x/packages/engine/src/blas.ts'),
        frame(2, '(garbage collector)', ''),
        frame(3, '(idle)', ''),
      ],
      startTime: 0,
      endTime: 1,
      samples: [1, 2, 3, 1],
      timeDeltas: [10, 5, 1000, 5],
    });
    expect(profile).toMatchObject({ products: 0.75, memory: 0.25, other: 0 });
  });

  // The profiler's signals are kept off the threads of that engine, which may share this process: docs/tensorflow.md.
  test.skipIf(process.env['HEBBENCH_ENGINE'] === 'tensorflow')('the profiler sees what runs', async () => {
    const profile = await profileOf(async () => {
      const end = performance.now() + 100;
      let work = 0;
      while (performance.now() < end) work += Math.sqrt(work + 1);
      await sleep(1);
      expect(work).toBeGreaterThan(0);
    });
    expect(PARTS.reduce((sum, part) => sum + (profile?.[part] ?? 0), 0)).toBeCloseTo(1, 6);
    expect(profile?.other).toBeGreaterThan(0.5);
  });

  test('the report shows it where it was measured', () => {
    const profile = Object.fromEntries(
      PARTS.map((part) => [part, part === 'products' ? 0.61 : 0.065]),
    ) as NonNullable<SpeedMeasurement['profile']>;
    const results = resultsWith('hebbian-100', { profile });
    const summary = speedFiles(results).get('summary.md')!;
    expect(summary).toContain('## Where the time goes');
    expect(summary).toMatch(/\| hebbian-100 \| 61 % \|/);
    expect(summary).not.toMatch(/\| pgd-1000 \| 61 %/);
  });
});

/** Of another framework, in two rounds. */
function peerOf(
  name: PeerName,
  times: readonly number[],
  more: Partial<PeerMeasurement> = {},
): PeerMeasurement {
  return {
    name,
    version: `${name} 9.9`,
    form: 'compiled',
    ms: median(times),
    times,
    difference: 2e-6,
    productGflops: 150,
    flushesDenormals: true,
    ...more,
  };
}

describe('peers', () => {
  const rounds = [9, 12];
  const peers = [peerOf('torch', [20, 20]), peerOf('jax', [15, 15]), peerOf('tensorflow', [30, 30])];
  const summaryOf = (...given: Parameters<typeof resultsWith>): string =>
    speedFiles(resultsWith(...given)).get('summary.md')!;

  test.each([
    ['wp-head-2000', 'blas', 0.6],
    ['wp-head-2000', 'tensorflow', 0.6],
    ['wp-head-2000', 'onnxruntime', undefined],
    ['width-250', 'blas', undefined],
  ] as const)('the goal of %s with %s: %s', (work, engine, goal) => {
    expect(goalOf({ work, engine })?.ratio).toBe(goal);
  });

  test('a unit is held against the fastest, round by round', () => {
    const [unit] = resultsWith('hebbian-100', { rounds, peers }).units;
    const found = againstFastest(unit!)!;
    expect(found.peer.name).toBe('jax');
    expect(found.ratios).toEqual([0.6, 0.8]);
    expect(found.ratio).toBeCloseTo(0.7, 12);
  });

  test('the report has all of them, what they are, and how far their updates are from ours', () => {
    const summary = summaryOf('wp-head-2000', { rounds, peers });
    expect(summary).toContain(
      '| wp-head-2000 | 10.0 | 9.00 … 12.0 | 10 | 10 % | 20.0 | 15.0 | 30.0 | 0.70 | ≤ 0.6 |',
    );
    expect(summary).toContain('- jax 9.9: 150 GFLOP/s in a product of 2000 × 2000 matrices');
    expect(summary).toContain('| wp-head-2000 | tensorflow | compiled | 30.0 | 2e-6 |');
    const csv = speedFiles(resultsWith('wp-head-2000', { rounds, peers })).get('speed.csv')!;
    expect(csv).toMatch(/^wp-head-2000,.*,20\.000,15\.000,30\.000,jax,0\.700,0\.600,0\.800$/m);
  });

  test('goals that are missed are said, with the rounds', () => {
    const missed = (work: string, engine?: string): string =>
      summaryOf(work, { rounds, peers }, engine)
        .split('\n')
        .filter((line) => line.startsWith(`\`${work}\` misses`))
        .join();
    expect(missed('wp-head-2000')).toBe(
      '`wp-head-2000` misses its goal: 0.70 of jax’s time instead of 0.6 (rounds: 0.60 … 0.80).',
    );
    expect(missed('backprop-100')).toBe('');
    expect(missed('wp-head-2000', 'onnxruntime')).toBe('');
    expect(summaryOf('hebbian-2000', { limitShare: 0.84 })).toContain(
      '`hebbian-2000` misses its goal: 84 % of the machine’s limit instead of 85 %.',
    );
  });

  test('with what the profile says of products and of the rest', () => {
    const profile = Object.fromEntries(PARTS.map((part) => [part, 0])) as SpeedMeasurement['profile'];
    const text = summaryOf('backprop-100', {
      rounds,
      peers: peers.map((peer) => ({ ...peer, ms: 1, times: peer.times.map(() => 1) })),
      profile: { ...profile!, products: 0.5, tensors: 0.3, memory: 0.2 },
    });
    // Of 10 ms, of which a tenth would do at the limit.
    expect(text).toContain(
      'Its matrix products take 5.0 ms, of which their arithmetic at the engine’s limit would be 1.0 ms; other operations on tensors take 3.0 ms, and collections of garbage 2.0 ms.',
    );
  });

  test('with what the profile says of memory', () => {
    const profile = Object.fromEntries(PARTS.map((part) => [part, 0])) as SpeedMeasurement['profile'];
    const text = summaryOf('wp-head-2000', {
      rounds,
      peers,
      profile: { ...profile!, products: 0.5, gathering: 0.2, rule: 0.1, tensors: 0.2 },
    });
    // 0.2 of 10 ms for 16 MB.
    expect(text).toContain('Gathering takes 2.0 ms, 8 GB/s; the products take 5.0 ms');
    expect(text).toContain('softmax, errors and small tensors take 3.0 ms');
  });
});

test('reports are written again from their measurements; a damaged file costs its own alone', () => {
  const out = mkdtempSync(join(tmpdir(), 'hebbench-speed-'));
  try {
    mkdirSync(join(out, 'other'));
    writeFileSync(join(out, 'results.json'), JSON.stringify(resultsWith('hebbian-100', { ms: 77 })));
    writeFileSync(join(out, 'other', 'results.json'), '{"schema":2}');
    const warnings: string[] = [];
    expect(rewriteSpeedReports(out, (message) => warnings.push(message))).toBe(1);
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('| hebbian-100 | 77.0 |');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(join('other', 'results.json'));
    expect(rewriteSpeedReports(join(out, 'nowhere'), () => undefined)).toBe(0);
  } finally {
    rmSync(out, { recursive: true });
  }
});
