import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What a test needs a process of its own for: an engine by its name, as a process has one; a module in the place of
 * another. Where it needs one for something else, a comment in it says so: `// @own-process: why`.
 */
const OWN_PROCESS =
  /\bopenEngine\(\{ engine: (?!'wasm')|\bdescribeEngine\(|\bvi\.mock\(|^\/\/ @own-process: /m;

/** The engine that every machine has is asked for by many, who share processes of it. */
const WASM = /\bopenEngine\(\{ engine: 'wasm'/;

const root = import.meta.dirname;
const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
const tests = [...packages, 'benchmarks', join('benchmarks', 'site')]
  .map((folder) => join(root, folder, 'test'))
  .flatMap((folder) => filesBelow(folder).map((name) => join(folder, name)))
  .filter((file) => file.endsWith('.test.ts'));
const alone: string[] = [];
const wasm: string[] = [];
const together: string[] = [];
for (const file of tests) {
  const text = readFileSync(file, 'utf8');
  (OWN_PROCESS.test(text) ? alone : WASM.test(text) ? wasm : together).push(file);
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    // A package without tests of its own.
    return [];
  }
}

/** Tests that train with the whole program take longest: begun last, they would leave the other cores idle. */
const LONG = /\bopenCommandLine\(/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- that of the class, which returns another list
    const usual = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(readFileSync(moduleId, 'utf8'));
    // Those that share processes stay together.
    const projects = [...new Set(usual.map(({ project }) => project))];
    return projects.flatMap((each) => {
      const own = usual.filter(({ project }) => project === each);
      return [...own.filter(isLong), ...own.filter((file) => !isLong(file))];
    });
  }
}

/**
 * One process a core, for one file after another: TensorFlow.js, an engine and the packages are loaded once in it, and
 * not once a file.
 */
const SHARED = { isolate: false, setupFiles: join(root, 'vitest.together.ts') };

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    // tfjs keeps its backend in a global, which threads would share.
    pool: 'forks',
    // The default leaves a core free, which of two is half.
    maxWorkers: '100%',
    // Files run side by side: with a thread a core each, they would wait for each other.
    env: { HEBBENCH_THREADS: '1' },
    globalSetup: join(root, 'vitest.global.ts'),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'wasm', include: wasm, ...SHARED } },
      { extends: true, test: { name: 'together', include: together, ...SHARED } },
    ],
  },
}) as object;
