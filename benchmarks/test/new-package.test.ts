import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { complaintAbout } from '../../turbo/generators/name.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = import.meta.resolve('tsx');

vi.setConfig({ testTimeout: 300_000 });

describe('names', () => {
  test.each(['oja', 'oja-decorrelated', 'bcm-2'])('%s is one', (name) => {
    expect(complaintAbout(name)).toBeUndefined();
  });

  test.each(['Oja', 'oja_rule', '2fast', 'oja-', 'rule-oja', '', 'a'.repeat(50), '../oja', 'oja/x'])(
    '"%s" is none',
    (name) => {
      expect(complaintAbout(name)).toBeDefined();
    },
  );

  test('have no part that a package gets by itself', () => {
    expect(complaintAbout('dataset-tiles', 'dataset')).toContain('"dataset-"');
    expect(complaintAbout('dataset-tiles', 'rule')).toBeUndefined();
  });
});

describe('the generator', () => {
  let workspace: string;
  beforeAll(() => {
    // Inside the repository, so that what a new package imports is found.
    workspace = mkdtempSync(join(ROOT, 'node_modules', '.new-package-'));
    for (const name of ['turbo', 'turbo.json', 'package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'])
      cpSync(join(ROOT, name), join(workspace, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  });
  afterAll(() => rmSync(workspace, { recursive: true, force: true }));

  function newPackage(
    kind: 'rule' | 'dataset',
    ...words: string[]
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const script = join(workspace, 'turbo', `new-${kind}.ts`);
    return spawnSync(process.execPath, ['--import', TSX, script, ...words], {
      cwd: workspace,
      encoding: 'utf8',
      input: '',
    });
  }

  /** What a package imports, as pnpm would link it. */
  function link(directory: string): void {
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      readonly dependencies: object;
      readonly devDependencies: object;
    };
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    mkdirSync(join(directory, 'node_modules', '@hebbench'), { recursive: true });
    mkdirSync(join(directory, 'node_modules', '@tensorflow'));
    const krotov = join(ROOT, 'packages', 'rule-krotov-hopfield', 'node_modules');
    for (const name of names) {
      const own = join(ROOT, 'packages', name.replace('@hebbench/', ''));
      symlinkSync(
        name.startsWith('@hebbench/') ? own : join(krotov, name),
        join(directory, 'node_modules', name),
      );
    }
  }

  test('writes packages whose own tests and conformance suites pass', () => {
    const made = { rule: 'my-own', dataset: 'my-tiles' } as const;
    // Their tests, with the repository's packages, from a folder that vitest and tsx can see.
    const tried = mkdtempSync(join(ROOT, 'benchmarks', 'test', '.new-package-'));
    try {
      for (const kind of ['rule', 'dataset'] as const) {
        const { status, stdout } = newPackage(kind, made[kind]);
        expect(status).toBe(0);
        expect(stdout).toContain(`pnpm test packages/${kind}-${made[kind]} `);
        const directory = join(workspace, 'packages', `${kind}-${made[kind]}`);
        const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as unknown;
        expect(manifest).toMatchObject({
          name: `@hebbench/${kind}-${made[kind]}`,
          hebbench: { [kind]: '.' },
        });
        expect(existsSync(join(workspace, '.changeset', `${kind}-${made[kind]}.md`))).toBe(true);
        cpSync(directory, join(tried, kind), { recursive: true });
        rmSync(join(tried, kind, 'tsconfig.json'));
        link(join(tried, kind));
      }
      expect(readFileSync(join(tried, 'rule', 'src', 'rule.ts'), 'utf8')).toContain('export const myOwn');
      const patience = { testTimeout: 120_000, hookTimeout: 120_000 };
      const config = `export default ${JSON.stringify({ test: patience })};\n`;
      writeFileSync(join(tried, 'vitest.config.mjs'), config);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', tried, '--pool', 'forks'],
        { encoding: 'utf8', cwd: tried, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' } },
      );
      expect(status, `${stdout}${stderr}`).toBe(0);
      expect(stdout).toMatch(/Test Files .*4 passed/);
      expect(stdout).toMatch(/Tests .*44 passed/);
    } finally {
      rmSync(tried, { recursive: true, force: true });
    }
  });

  test.each([
    { kind: 'rule', words: ['Not-This'], says: 'lower-case letters' },
    { kind: 'rule', words: ['two', 'words'], says: 'one name' },
    { kind: 'dataset', words: [], says: 'no name' },
  ] as const)('refuses $words', ({ kind, words, says }) => {
    const { status, stderr } = newPackage(kind, ...words);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
    for (const word of ['got:', 'expected:', 'fix:']) expect(stderr).toContain(word);
  });
});
