import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

// Plain JavaScript, as it is there before TypeScript can be.
const { digestOf } = (await import(new URL('../start/bundle.mjs', import.meta.url).href)) as {
  digestOf(files: readonly string[]): string;
};

const folder = mkdtempSync(join(tmpdir(), 'hebbench-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an edit that leaves size and time of a source as they were makes another bundle', async () => {
  const file = join(folder, 'step.ts');
  writeFileSync(file, 'const rate = 1;');
  const { atime, mtime } = statSync(file);
  const before = digestOf([file]);
  expect(digestOf([file])).toBe(before);
  // Some file systems tell times no finer than this.
  await sleep(20);
  writeFileSync(file, 'const rate = 2;');
  utimesSync(file, atime, mtime);
  expect(digestOf([file])).not.toBe(before);
});
