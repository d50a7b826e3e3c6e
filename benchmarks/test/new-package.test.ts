import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, TestRunner, vi } from 'vitest';
import { complaintAbout, type Kind } from '../../turbo/generators/name.ts';
import { refusal } from '../../turbo/refusal.ts';

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

  test.each<{ kind: Kind; words: string[]; got: string; expected: string }>([
    { kind: 'rule', words: ['Not-This'], got: 'Not-This', expected: 'lower-case letters' },
    { kind: 'rule', words: ['two', 'words'], got: 'two words', expected: 'one name' },
    { kind: 'rule', words: ['hpca'], got: 'hpca', expected: 'no package has yet' },
    { kind: 'dataset', words: [], got: 'no name', expected: 'a name' },
  ])('$words is refused for a $kind', ({ kind, words, got, expected }) => {
    const refused = refusal(kind, { words, canAsk: false, root: ROOT });
    expect(refused).toMatchObject({ got, expected: expect.stringContaining(expected) as string });
    expect(refused!.fix).toMatch(/pnpm new:|edit it/);
  });

  test('are asked for where somebody can answer', () => {
    expect(refusal('rule', { words: [], canAsk: true, root: ROOT })).toBeUndefined();
  });
});

// Inside the repository, so that what a new package imports is found.
const workspace = mkdtempSync(join(ROOT, 'node_modules', '.new-package-'));
// The packages again, where vitest looks.
const tried = mkdtempSync(join(ROOT, 'benchmarks', 'test', '.new-package-'));
const clear = (): void =>
  [workspace, tried].forEach((each) => rmSync(each, { recursive: true, force: true }));
afterAll(clear);

/** Runs `pnpm new:rule` or `pnpm new:dataset` in the workspace. */
function newPackage(
  kind: Kind,
  name: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const script = join(workspace, 'turbo', `new-${kind}.ts`);
  const argv = ['--import', TSX, script, name];
  return spawnSync(process.execPath, argv, { cwd: workspace, encoding: 'utf8', input: '' });
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

const MADE = { rule: 'my-own', dataset: 'my-tiles' } as const;
const KINDS = ['rule', 'dataset'] as const;

/** What became of each command. */
const commands = ((): Readonly<Record<Kind, ReturnType<typeof newPackage>>> => {
  try {
    for (const name of ['turbo', 'turbo.json', 'package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'])
      cpSync(join(ROOT, name), join(workspace, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
    const ended = { rule: newPackage('rule', MADE.rule), dataset: newPackage('dataset', MADE.dataset) };
    for (const kind of KINDS) {
      cpSync(join(workspace, 'packages', `${kind}-${MADE[kind]}`), join(tried, kind), { recursive: true });
      // It refers to files at the repository's root.
      rmSync(join(tried, kind, 'tsconfig.json'));
      link(join(tried, kind));
    }
    return ended;
  } catch (error) {
    clear();
    throw error;
  }
})();

describe.each(KINDS)('a new %s', (kind) => {
  const name = MADE[kind];

  test('is a package with a changeset, and what to do next is said', () => {
    const { status, stdout, stderr } = commands[kind];
    expect(status, `${stderr}`).toBe(0);
    expect(stdout).toContain(`pnpm test packages/${kind}-${name} `);
    const manifest = JSON.parse(readFileSync(join(tried, kind, 'package.json'), 'utf8')) as unknown;
    expect(manifest).toMatchObject({ name: `@hebbench/${kind}-${name}`, hebbench: { [kind]: '.' } });
    expect(existsSync(join(workspace, '.changeset', `${kind}-${name}.md`))).toBe(true);
    expect(readdirSync(join(tried, kind, 'test'))).toHaveLength(2);
  });
});

test('an identifier is made of a name', () => {
  expect(readFileSync(join(tried, 'rule', 'src', 'rule.ts'), 'utf8')).toContain('export const myOwn');
});

test('what is refused ends with status 2', () => {
  const { status, stderr } = newPackage('rule', 'Not-This');
  expect(status).toBe(2);
  for (const word of ['got:', 'expected:', 'fix:']) expect(stderr).toContain(word);
});

// Their own tests and conformance suites, with the repository's packages.
const { tasks } = TestRunner.getCurrentSuite();
for (const kind of KINDS) {
  const folder = join(tried, kind, 'test');
  for (const name of readdirSync(folder)) {
    const before = tasks.length;
    await import(pathToFileURL(join(folder, name)).href).catch((error: unknown) => {
      clear();
      throw error;
    });
    const found = tasks.length - before;
    test(`a new ${kind} has tests in ${name}`, () => expect(found).toBeGreaterThan(0));
  }
}
