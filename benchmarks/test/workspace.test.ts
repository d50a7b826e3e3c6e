import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WITH_TESTS = [
  'benchmarks',
  'benchmarks/site',
  ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`),
].filter((directory) => hasTests(join(ROOT, directory, 'test')));

function hasTests(folder: string): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => `${name}`.endsWith('.test.ts'))
  );
}

// Else `pnpm test:changed` would take it for tested.
test.each(WITH_TESTS)('%s has a script that runs its tests', (directory) => {
  const manifest = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8')) as {
    readonly scripts?: Readonly<Record<string, string>>;
  };
  expect(manifest.scripts?.['test']).toBe(
    `vitest run --root ${directory.replaceAll(/[^/]+/g, '..')} ${directory}/test`,
  );
});
