import {
  createStreams,
  unitsOf,
  type Architecture,
  type Cell,
  type Dataset,
  type LayerSpec,
  type LearningRule,
  type Model,
  type Split,
  type Trainer,
} from '@hebbench/core';
import { decodeNetwork } from '@hebbench/hebbench/network-file';
import { loadDataset } from '@hebbench/datasets';
import { openEngine } from '@hebbench/engine';
import { changePhases, createFeedForward, createKernel, createZeros, train } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportFiles } from '../src/export/export-files.ts';
import { encodeNpy } from '../src/export/npy.ts';
import type { HiddenForm } from '../src/export/plain-forms.ts';
import { plainForward, type PlainConvolution, type PlainKernel } from '../src/export/plain-network.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { NETWORKS } from './export-networks.ts';

let dataset: Dataset;
let rules: Awaited<ReturnType<typeof loadRules>>;
beforeAll(async () => {
  await openEngine();
  dataset = small(await loadDataset('mnist', { data: 'embedded' }));
  rules = await loadRules(findRulePackages());
});

const IMAGES = 30;

function small(all: Dataset): Dataset {
  const first = ({ pixels, labels }: Split): Split => ({
    count: IMAGES,
    pixels: pixels.slice(0, IMAGES * all.inputs),
    labels: labels.slice(0, IMAGES),
  });
  return { ...all, test: first(all.test) };
}

/** Reads NPY 1.0, as far as it is written here. */
function decodeNpy(bytes: Uint8Array): { shape: number[]; values: Float32Array | Uint8Array } {
  const buffer = Buffer.from(bytes);
  expect(buffer.subarray(0, 8)).toEqual(Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'));
  const length = buffer.readUInt16LE(8);
  expect((10 + length) % 64).toBe(0);
  const head = buffer.subarray(10, 10 + length).toString('latin1');
  expect(head.endsWith('\n')).toBe(true);
  const [, type, shape] = /^\{'descr': '(.*)', 'fortran_order': False, 'shape': \((.*)\), \} *\n$/.exec(
    head,
  )!;
  const data = Uint8Array.from(buffer.subarray(10 + length));
  return {
    shape: shape!
      .split(',')
      .filter((each) => each.trim() !== '')
      .map(Number),
    values: type === '<f4' ? new Float32Array(data.buffer) : data,
  };
}

test('an array in NPY is read back as it was', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(shapes, fc.boolean(), fc.nat(), (shape, bytes, seed) => {
      const size = shape.reduce((product, each) => product * each, 1);
      const floats = createStreams(seed).stream('values').fillNormal(new Float32Array(size), 0, 1e3);
      const values = bytes ? Uint8Array.from(floats) : floats;
      expect(decodeNpy(encodeNpy(shape, values))).toEqual({ shape, values });
    }),
  );
});

test('numpy’s own bytes for a small array', () => {
  const bytes = encodeNpy([2], Uint8Array.of(7, 8));
  expect(bytes).toHaveLength(130);
  expect(Buffer.from(bytes).toString('latin1')).toContain(
    "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }",
  );
});

/** A network of a rule at its random start. */
function networkOf(
  name: string,
  nonnegative: boolean,
  overrides: Record<string, unknown> = {},
  layers?: readonly LayerSpec[],
): {
  model: Model;
  trainer: Trainer;
  hyperparameters: Record<string, unknown>;
} {
  const rule = findRule(rules, name).rule as LearningRule<Record<string, unknown>>;
  const { inputs, classes, shape: image } = dataset;
  const architecture: Architecture = {
    inputs,
    classes,
    nonnegative,
    ...(layers ? { hidden: unitsOf(layers), layers, image } : { hidden: [12, 10] }),
  };
  const hyperparameters = rule.hyperparameters.parse({ ...rule.presets.paper(architecture), ...overrides });
  const budget = { hiddenEpochs: 1, headEpochs: 1 };
  const trainer = rule.create({ architecture, hyperparameters, budget, streams: createStreams(1) });
  return { model: trainer.model, trainer, hyperparameters };
}

/** Trains the hidden layers, which measure what they go by. */
function trainHidden({ trainer }: { readonly trainer: Trainer }): Promise<unknown> {
  const hidden = changePhases(trainer, ({ trains }) => (trains === 'hidden' ? {} : { epochs: 0 }));
  return train(hidden, { dataset, split: dataset.test, streams: createStreams(2) });
}

const CELL: Cell = table1.cells('smoke', { rules: [] })[0]!;
const OPTIONS = { images: 20, epsilons: [0.01, 0.1], steps: 5, stepSize: 0.03 };

function exported(source: {
  model: Model;
  hyperparameters: Record<string, unknown>;
}): Promise<Map<string, string | Uint8Array>> {
  return exportFiles({ ...source, dataset, cell: CELL, seed: 0, packages: {} }, OPTIONS);
}

interface Manifest {
  readonly weights: {
    readonly tensors: readonly { readonly name: string; readonly shape: number[]; readonly npy: string }[];
  };
  readonly layers: readonly (HiddenForm & {
    readonly kernel: string;
    readonly constants?: Readonly<Record<string, string>>;
    readonly bias?: string;
    readonly convolution?: PlainConvolution;
  })[];
  readonly check: {
    readonly count: number;
    readonly attacks: readonly {
      readonly attack: string;
      readonly accuracy: number[];
      readonly right: string;
    }[];
  };
}

const manifestOf = (files: ReadonlyMap<string, string | Uint8Array>): Manifest =>
  JSON.parse(String(files.get('manifest.json'))) as Manifest;

describe.each(NETWORKS)(
  'a network of $rule, nonnegative: $nonnegative, $overrides',
  ({ rule, nonnegative, overrides, layers: specs, form, second = form }) => {
    test('is described, and its files alone give its logits', async () => {
      const source = networkOf(rule, nonnegative, overrides, specs);
      await trainHidden(source);
      const files = await exported(source);
      const { layers, weights: listed } = manifestOf(files);
      const hidden = layers.slice(0, -1);
      expect(hidden).toHaveLength(2);
      const forms = [form, second];
      expect(hidden).toMatchObject(forms);
      const read = (name: string): { shape: number[]; values: Float32Array } =>
        decodeNpy(files.get(name) as Uint8Array) as { shape: number[]; values: Float32Array };
      const kernel = (name: string): PlainKernel => {
        const { shape, values } = read(name);
        return { inputs: shape[0]!, units: shape[1]!, values };
      };
      const network = {
        hidden: hidden.map((layer) => ({
          ...kernel(layer.kernel),
          constants: Object.fromEntries(
            Object.entries(layer.constants ?? {}).map(([each, file]) => [each, read(file).values]),
          ),
        })),
        convolutions: hidden.map(({ convolution }) => convolution),
        output: kernel(layers.at(-1)!.kernel),
        bias: read(layers.at(-1)!.bias!).values,
        forms,
      };
      const { tensors, weights } = decodeNetwork(files.get('network.safetensors') as Uint8Array, 'network');
      for (const { name, shape, npy } of listed.tensors) {
        expect(weights.find((weight) => weight.name === name)).toMatchObject({ shape });
        expect(tensors[name]).toEqual({ shape, data: Float32Array.from(read(npy).values) });
      }
      expect(listed.tensors.map(({ name }) => name)).toEqual(Object.keys(tensors));
      const { values: pixels } = read('images.npy');
      const { values: logits, shape } = read('logits.npy');
      expect(shape).toEqual([OPTIONS.images, dataset.classes]);
      const largest = logits.reduce((max, each) => Math.max(max, Math.abs(each)), 0);
      for (let n = 0; n < OPTIONS.images; n++) {
        const image = Float64Array.from(
          pixels.subarray(n * dataset.inputs, (n + 1) * dataset.inputs),
          (each) => each / 255,
        );
        plainForward(network, image).forEach((logit, k) =>
          expect(Math.abs(logit - logits[n * dataset.classes + k]!)).toBeLessThan(1e-3 * largest),
        );
      }
      source.model.dispose();
    });
  },
);

test('what an attack leaves is written image by image', async () => {
  const source = networkOf('backprop', true);
  const { check, ...rest } = manifestOf(await exported(source));
  expect(rest).toMatchObject({ seed: 0, data: { origin: 'embedded' }, architecture: { hidden: [12, 10] } });
  expect(check.attacks.map(({ attack }) => attack)).toEqual(['fgsm', 'pgd']);
  const files = await exported(source);
  for (const { accuracy, right } of check.attacks) {
    const { shape, values } = decodeNpy(files.get(right) as Uint8Array);
    expect(shape).toEqual([OPTIONS.epsilons.length, OPTIONS.images]);
    const shares = OPTIONS.epsilons.map((_, row) => {
      const own = values.subarray(row * OPTIONS.images, (row + 1) * OPTIONS.images);
      return (100 * [...own].filter((each) => each === 1).length) / OPTIONS.images;
    });
    expect(shares).toEqual(accuracy);
    expect(accuracy[1]).toBeLessThanOrEqual(accuracy[0]!);
  }
  source.model.dispose();
});

test('a network that computes something else is refused', async () => {
  const streams = createStreams(0);
  const architecture = { inputs: dataset.inputs, hidden: [6], classes: dataset.classes, nonnegative: false };
  const model = createFeedForward({
    architecture,
    kernels: [createKernel([dataset.inputs, 6], { kind: 'he' }, streams.stream('hidden'))],
    activation: (currents) => tf.tanh(currents),
    outputKernel: createKernel([6, dataset.classes], { kind: 'he' }, streams.stream('output')),
    outputBias: createZeros<tf.Rank.R1>([dataset.classes]),
  });
  await expect(exported({ model, hyperparameters: {} })).rejects.toThrow(/cannot describe.*UNSUPPORTED/);
  model.dispose();
});

test.each([
  { what: 'without an output layer', drop: 'output', add: [], says: /no output layer.*/ },
  { what: 'with a hidden bias', drop: undefined, add: ['hidden'], says: /a bias, hidden-1\/bias/ },
] as const)('a network $what is refused', async ({ drop, add, says }) => {
  const source = networkOf('backprop', true);
  const bias = createZeros<tf.Rank.R1>([12]);
  const weights = [
    ...source.model.weights().filter(({ layer }) => layer !== drop),
    ...add.map((layer) => ({ name: `${layer}-1/bias`, kind: 'bias' as const, layer, tensor: bias })),
  ];
  const refused = exported({ ...source, model: { ...source.model, weights: () => weights } });
  await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringMatching(says) });
  bias.dispose();
  source.model.dispose();
});

const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (each) => spawnSync(each, ['-c', 'import numpy, torch'], { timeout: 60_000 }).status === 0,
);

// Where PyTorch is installed, the independent implementation itself is run.
test.skipIf(PYTHON === undefined).each([
  { rule: 'hebbian-wp', nonnegative: true, overrides: {} },
  { rule: 'krotov-hopfield', nonnegative: true, overrides: { power: 4.5 } },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { at: 'both', statistics: 'units', rescale: 'layer-maximum' } },
  },
  {
    rule: 'hebbian-wp',
    nonnegative: true,
    overrides: { normalisation: { at: 'inputs', gain: 'mean' }, learnInput: 'normalised' },
  },
  {
    rule: 'backprop',
    nonnegative: true,
    overrides: { normalisation: { at: 'both', pixels: 'as-they-are', rescale: 'min-max' } },
  },
])(
  'an implementation in PyTorch agrees on $rule',
  { timeout: 240_000 },
  async ({ rule, nonnegative, overrides }) => {
    const folder = mkdtempSync(join(tmpdir(), 'hebbench-export-'));
    const source = networkOf(rule, nonnegative, overrides);
    await trainHidden(source);
    try {
      for (const [name, content] of await exported(source)) writeFileSync(join(folder, name), content);
      const script = fileURLToPath(new URL('../independent/attacks.py', import.meta.url));
      const { stdout, stderr } = spawnSync(PYTHON!, [script, folder, '--restarts', '0'], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const report = JSON.parse(stdout) as {
        logits: { largest: number; largestDifference: number };
        rows: { imagesThatDiffer: number }[];
      };
      expect(report.logits.largestDifference).toBeLessThan(1e-3 * report.logits.largest);
      expect(report.rows).toHaveLength(4);
      // Rounding may turn the sign of a gradient that is nearly zero.
      for (const { imagesThatDiffer } of report.rows) expect(imagesThatDiffer).toBeLessThanOrEqual(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      source.model.dispose();
    }
  },
);
