import { createStreams, type Dataset, type HebbenchError } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { decodeNpy, encodeNpy } from '../src/export/npy.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { loadRules } from '../src/rules/registry.ts';
import { differenceFrom, writeExample, type UpdateExample } from '../src/speed/example.ts';
import { findPython } from '../src/speed/peer.ts';
import { PeerTurns } from '../src/speed/peer-turns.ts';
import { SPEED_UNITS } from '../src/speed/units.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-peers-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BEFORE = Float32Array.of(0, 0, 0, 0);
const AFTER = Float32Array.of(3, 0, 4, 0);

/** Of a tensor whose change has length 5. */
const EXAMPLE: UpdateExample = {
  images: { shape: [1, 4], values: Uint8Array.of(0, 51, 102, 255) },
  labels: { shape: [1], values: Uint8Array.of(7) },
  weights: new Map([['output/kernel', { shape: [2, 2], values: BEFORE }]]),
  noise: { shape: [2, 2], values: Float32Array.of(0.5, -0.5, 1, -1) },
  changed: new Map([['output/kernel', { before: BEFORE, after: AFTER }]]),
};

describe('an update as NPY files', () => {
  test('is all that it comes of', () => {
    const to = join(folder, 'example');
    writeExample(to, EXAMPLE);
    const read = (name: string) => decodeNpy(readFileSync(join(to, `${name}.npy`)));
    expect(read('images')).toEqual(EXAMPLE.images);
    expect(read('labels')).toEqual(EXAMPLE.labels);
    expect(read('noise')).toEqual(EXAMPLE.noise);
    expect(read('output-kernel')).toEqual(EXAMPLE.weights.get('output/kernel'));
  });

  test.each([
    ['the same', [3, 0, 4, 0], 0],
    ['off in one weight', [3, 0, 4, 0.5], 0.1],
    ['none', [0, 0, 0, 0], 1],
    ['no number', [3, 0, 4, NaN], Infinity],
  ] as const)('is held against another program’s: %s', (_, values, difference) => {
    writeFileSync(join(folder, 'output-kernel.npy'), encodeNpy([2, 2], Float32Array.from(values)));
    expect(differenceFrom(EXAMPLE, folder)).toBeCloseTo(difference, 6);
  });

  test('a program that leaves it out, or makes it of another size, is found', () => {
    expect(() => differenceFrom(EXAMPLE, join(folder, 'nowhere'))).toThrow(/no .*output-kernel\.npy/);
    writeFileSync(join(folder, 'output-kernel.npy'), encodeNpy([1], Float32Array.of(1)));
    expect(() => differenceFrom(EXAMPLE, folder)).toThrow(/1 values of output\/kernel/);
  });

  test.each([
    ['of another kind', Buffer.from('GIF89a, and more')],
    ['of another type', Buffer.from(encodeNpy([2], Float32Array.of(1, 2))).fill('8', 23, 24)],
    ['cut off', encodeNpy([2], Float32Array.of(1, 2)).subarray(0, -1)],
  ])('a file %s is not read', (_, bytes) => {
    expect(() => decodeNpy(bytes)).toThrow(/NPY|bytes of values/);
  });
});

/** A program that answers as `benchmarks/peers/peer.py` does, and writes what its name says. */
const STUB = `
import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
const [peer, ...flags] = process.argv.slice(2);
const { work, data, form, limit } = Object.fromEntries(
  flags.flatMap((flag, i) => (flag.startsWith('--') ? [[flag.slice(2), flags[i + 1]]] : [])),
);
appendFileSync(data + '/asked', peer + ' ' + (form ?? '-') + ' ' + limit + '\\n');
if (peer === 'tensorflow') {
  console.error('tensorflow 1.0 is set up wrongly: 9 GFLOP/s');
  process.exit(1);
}
const to = [data, work, peer, 'fast'].join('/');
mkdirSync(to, { recursive: true });
copyFileSync(data + '/' + peer + '.npy', to + '/output-kernel.npy');
console.log('a line of the framework');
console.log(JSON.stringify({ peer: peer + ' 1.0', work, threads: 2, form: 'fast', ms: form ? 4 : 2, updates: 3, productGflops: 90, flushesDenormals: true, trials: {} }));
`;

test('peers measure in turn; one that fails, or makes another update, costs its own place alone', async () => {
  const data = join(folder, 'turns');
  mkdirSync(data);
  writeFileSync(join(data, 'stub.mjs'), STUB);
  writeFileSync(join(data, 'torch.npy'), encodeNpy([2, 2], AFTER));
  writeFileSync(join(data, 'jax.npy'), encodeNpy([2, 2], Float32Array.of(3, 0, 4, 0.01)));
  const failures: HebbenchError[] = [];
  const turns = new PeerTurns({
    names: ['torch', 'jax', 'tensorflow'],
    python: process.execPath,
    program: join(data, 'stub.mjs'),
    work: 'a-unit',
    threads: 2,
    seconds: 1,
    folder: data,
    limitGflops: 100,
    example: EXAMPLE,
    onFailure: (error) => failures.push(error),
  });
  await turns.round();
  await turns.round();
  expect(turns.measurements()).toEqual([
    {
      name: 'torch',
      version: 'torch 1.0',
      form: 'fast',
      ms: 3,
      times: [2, 4],
      difference: 0,
      productGflops: 90,
      flushesDenormals: true,
    },
  ]);
  expect(failures.map(({ message }) => message)).toEqual([
    expect.stringMatching(/jax makes another update in a-unit[^]*a difference of 0\.0020[^]*at most 0\.001/),
    expect.stringMatching(/tensorflow does not measure a-unit[^]*set up wrongly: 9 GFLOP/),
  ]);
  // The form that was fastest in the first round is timed in the next ones.
  expect(readFileSync(join(data, 'asked'), 'utf8')).toBe(
    'torch - 100.0\njax - 100.0\ntensorflow - 100.0\ntorch fast 100.0\n',
  );
});

test('the Python of the peers is named, or in the folder that is made for it', () => {
  const bin = join(folder, 'peers', ...(process.platform === 'win32' ? ['Scripts'] : ['bin']));
  const python = join(bin, process.platform === 'win32' ? 'python.exe' : 'python');
  vi.stubEnv('HEBBENCH_PEERS', join(folder, 'peers'));
  expect(() => findPython(undefined)).toThrow(/environment\.py/);
  mkdirSync(bin, { recursive: true });
  writeFileSync(python, '');
  expect(findPython(undefined)).toBe(python);
  expect(findPython(process.execPath)).toBe(process.execPath);
  vi.unstubAllEnvs();
});

test('an update of a unit comes with the random numbers that it draws', async () => {
  await openEngine();
  const rules = await loadRules(findRulePackages());
  const stream = createStreams(1).stream('images');
  const train = {
    count: 2000,
    pixels: Uint8Array.from({ length: 2000 * 784 }, () => stream.integer(256)),
    labels: Uint8Array.from({ length: 2000 }, (_, i) => i % 10),
  };
  const dataset = { inputs: 784, classes: 10, train } as Dataset;
  const unit = SPEED_UNITS.find(({ name }) => name === 'wp-head-2000')!;
  const { images, weights, noise, changed } = await unit.example({ dataset, rules });
  expect(images.shape).toEqual([2000, dataset.inputs]);
  expect([...weights.keys()]).toEqual(['hidden-1/kernel', 'output/kernel', 'output/bias']);
  expect([...changed.keys()]).toEqual(['output/kernel', 'output/bias']);
  // Nearly all of the change is along ξ: equation (3) is much larger than equation (2).
  const { before, after } = changed.get('output/kernel')!;
  const change = after.map((w, i) => w - before[i]!);
  expect(Math.abs(cosine(change, noise!.values))).toBeGreaterThan(0.9);
});

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
