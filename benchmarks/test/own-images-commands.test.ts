import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCommandLine, type CommandLine } from './command-line.ts';
import { writeOwnImages } from './own-images.ts';

let cli: CommandLine;
let given: readonly string[];
beforeAll(() => {
  cli = openCommandLine();
  given = ['--dataset', `tiles=${writeOwnImages(join(cli.out, 'tiles'))}`];
});
afterAll(() => cli.close());

const CELL = 'table1/tiles/nonneg/1-layer/random-features/bp-head';

test.each([
  { words: ['data', 'list'], status: 0, says: ['tiles', 'images of 4 × 4, 3 classes'] },
  { words: ['data', 'verify'], status: 0, says: ['sound', 'digest'] },
  { words: ['data', 'verify', '--sets', 'tiles'], status: 0, says: ['sound'] },
  { words: ['data', 'show', '--sets', 'tilse'], status: 2, says: ['did you mean "tiles"?'] },
  { words: ['list', '--filter', 'table1/tiles/nonneg'], status: 0, says: ['table1/tiles/nonneg/1-layer/'] },
  {
    words: ['export', CELL, '--scale', 'smoke'],
    status: 1,
    says: ['There is no trained network', '--dataset tiles='],
  },
  {
    words: ['check', '--scale', 'smoke'],
    status: 1,
    says: ['smoke-tiles-own-', 'run the suite on it again'],
  },
  {
    words: ['check', '--dataset', 'mnist,kmnist'],
    status: 2,
    says: ['one data set, whose report is checked'],
  },
])('$words takes data sets of folders', async ({ words, status, says }) => {
  const own = words.includes('--dataset') ? [] : given;
  const ended = await cli.bench([...words, ...own]);
  expect(ended.status, `${ended.stderr}`).toBe(status);
  for (const text of says) expect(ended.stdout + ended.stderr).toContain(text);
});
