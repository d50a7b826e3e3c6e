import type { Cell, Dataset, LearningRule, RunRecord } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RulePackage } from '../../src/rules/packages.ts';
import { trainAndScore } from '../../src/run/execute.ts';
import type { Job } from '../../src/run/job.ts';
import { table1 } from '../../src/suites/table1/index.ts';

const ARCHITECTURE = { inputs: 12, hidden: [6, 5], classes: 3, nonnegative: false };

const IMAGES = patternImages(ARCHITECTURE, 60);

/** A small data set. */
export const DATASET = {
  ...ARCHITECTURE,
  name: 'patterns',
  title: 'Patterns',
  origin: 'embedded',
  shape: { height: 3, width: 4, channels: 1 },
  classNames: ['a', 'b', 'c'],
  digest: 'none',
  train: IMAGES,
  test: IMAGES,
  tuning: { fit: IMAGES, validation: IMAGES },
} as unknown as Dataset;

const FROM: RulePackage = {
  name: 'a-plug-in',
  version: '1.0.0',
  numbers: '1.0',
  directory: import.meta.dirname,
  entry: import.meta.filename,
  plugin: 'a-plug-in',
};

/** A cell of a rule on small images. */
export function cellOf(rule: string): Cell {
  return {
    ...table1.cells('smoke', { rules: [] })[0]!,
    id: `table1/patterns/${rule}`,
    dataset: 'patterns',
    hidden: ARCHITECTURE.hidden,
    nonnegative: false,
    rule,
    preset: 'paper',
    hyperparameters: { headBatchSize: 1 },
    budget: { hiddenEpochs: 1, headEpochs: 1 },
  };
}

/** Trains and scores a rule in this process, as a worker process does once it has loaded it. */
export async function runRule(
  rule: LearningRule,
  cell: Cell = cellOf(rule.name),
  dataset: Dataset = DATASET,
): Promise<RunRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-rule-'));
  const job = {
    cell,
    seed: 0,
    id: 'checkpoint',
    hash: '0123456789abcdef',
    modelHash: 'network',
    code: { commit: 'none', clean: true, packages: {} },
    dataSet: { origin: dataset.origin, digest: dataset.digest },
  } as unknown as Job;
  try {
    return await trainAndScore(
      job,
      { name: 'wasm', detail: 'of this test', threads: 1, libraries: {} },
      {
        dataset,
        rules: new Map([[rule.name, { rule, from: FROM }]]),
        modelDirectory: folder,
        checkpointDirectory: join(folder, 'checkpoint'),
        retrain: false,
        signal: new AbortController().signal,
        onProgress: () => {},
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
