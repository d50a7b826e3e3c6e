import { createStreams, type Cell, type Dataset, type DatasetTraits, type Trainer } from '@hebbench/core';
import { jointTraits, partsOfName } from '@hebbench/datasets/joint';
import { patternImages } from '@hebbench/fixtures';
import { train } from '@hebbench/nn';
import { createHash } from 'node:crypto';
import { findRule, type RegisteredRule } from '../../src/rules/registry.ts';
import { architectureOf, hyperparametersOf } from '../../src/run/hyperparameters.ts';
import { canonicalJson } from '../../src/run/identity.ts';
import type { ScoreContext, Suite } from '../../src/suite.ts';

type Rules = ReadonlyMap<string, RegisteredRule>;

const SEED = 7;
const [UNITS, CLASSES] = [40, 3];
const SHAPE = { height: 4, width: 3, channels: 1 };
const INPUTS = SHAPE.height * SHAPE.width * SHAPE.channels;
/** A suite of many searches scores all of them alike. */
const MOST_OF_A_SUITE = 8;

/** A cell of each part of a suite, with few units: the parts of a suite are scored each in its own way. */
export function scoredCells(suite: Suite, installed: readonly string[]): Cell[] {
  const parts = new Map<string, Cell>();
  for (const cell of suite.cells('smoke', { rules: [], installed })) {
    const part = cell.id.split('/')[1]!;
    if (!parts.has(part)) parts.set(part, small(cell));
  }
  return [...parts.values()].slice(0, MOST_OF_A_SUITE);
}

function small(cell: Cell): Cell {
  // Convolutions are small at scale smoke.
  return cell.layers ? cell : { ...cell, hidden: cell.hidden.map(() => UNITS) };
}

/**
 * Trains the network of a cell on small images, and scores it as its suite does, on the engine that is open.
 * @returns each metric, and SHA-256 over each of the details
 */
export async function scoresOf(
  suite: Suite,
  cell: Cell,
  rules: Rules,
): Promise<Record<string, string | number>> {
  const dataset = smallDataset(cell.dataset);
  const { trainer, create, watched } = await trained(cell, dataset, rules, suite);
  const { metrics, details = {} } = await suite.score({
    model: trainer.model,
    dataset,
    cell,
    seed: SEED,
    streams: createStreams(SEED).child('scoring'),
    signal: new AbortController().signal,
    create,
    watched,
    network: async (other) => (await trained(small(other), dataset, rules)).trainer.model,
  });
  trainer.dispose();
  return Object.fromEntries([
    ...Object.entries(metrics).map(([name, value]) => [`${cell.id}: ${name}`, value] as const),
    ...Object.entries(details).map(
      ([name, value]) => [`${cell.id}: ${name}`, digestOfDetail(value)] as const,
    ),
  ]);
}

/** Digits that all releases of Node agree in: their logarithms differ in the last ones, and a search ends elsewhere. */
const DIGITS = 4;

function digestOfDetail(value: unknown): string {
  const rounded = JSON.parse(canonicalJson(value), (_, each: unknown) =>
    typeof each === 'number' ? Number(each.toPrecision(DIGITS)) : each,
  ) as unknown;
  return createHash('sha256').update(JSON.stringify(rounded)).digest('hex');
}

async function trained(
  cell: Cell,
  dataset: Dataset,
  rules: Rules,
  suite?: Suite,
): Promise<{ trainer: Trainer; create: ScoreContext['create']; watched?: unknown }> {
  const { rule } = findRule(rules, cell.rule);
  // Presets take images of so few inputs for drawings, as they did when these numbers were frozen.
  const architecture = architectureOf(cell, { ...dataset, kind: 'drawing' });
  const hyperparameters = hyperparametersOf(cell, rule, architecture);
  const create: ScoreContext['create'] = (budget, own, changes) =>
    rule.create({ architecture: { ...architecture, ...changes }, hyperparameters, budget, streams: own });
  const streams = createStreams(SEED);
  const trainer = create(cell.budget, streams.child('rule'));
  const watch = suite?.watch?.({ model: trainer.model, dataset, cell, seed: SEED });
  await train(trainer, {
    dataset,
    split: dataset.train,
    streams: streams.child('training'),
    ...(watch && { onEpoch: (done) => watch.epoch(done) }),
  });
  return { trainer, create, ...(watch && { watched: watch.result() }) };
}

/** Numbers of images. */
const IMAGES = { train: 180, test: 90 };

function smallTraits(name: string): DatasetTraits {
  const parts = partsOfName(name);
  if (parts) return jointTraits(smallTraits(parts.first), smallTraits(parts.second), parts.layout);
  const kind = name === 'mnist' ? 'drawing' : 'photograph';
  return { name, title: name, kind, images: IMAGES, shape: SHAPE, inputs: INPUTS, classes: CLASSES };
}

function smallDataset(name: string): Dataset {
  const traits = smallTraits(name);
  const { inputs, classes } = traits;
  const architecture = { inputs, classes, hidden: [UNITS], nonnegative: false };
  const [trainImages, test] = [
    patternImages(architecture, IMAGES.train, 1),
    patternImages(architecture, IMAGES.test, 2),
  ];
  return {
    ...traits,
    images: IMAGES,
    origin: 'embedded',
    classNames: Array.from({ length: classes }, (_, label) => 'abcdef'[label]!),
    digest: '',
    train: trainImages,
    test,
    tuning: { fit: trainImages, validation: test },
  };
}
