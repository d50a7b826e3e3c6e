import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
});

describe('the generator', () => {
  let workspace: string;
  beforeEach(() => {
    // Inside the repository, so that what the new package imports is found.
    workspace = mkdtempSync(join(ROOT, 'node_modules', '.new-rule-'));
    for (const name of ['turbo', 'turbo.json', 'package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'])
      cpSync(join(ROOT, name), join(workspace, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  });
  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  function newRule(...words: string[]): { status: number | null; stderr: string } {
    const script = join(workspace, 'turbo', 'new-rule.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--import', TSX, script, ...words], {
      cwd: workspace,
      encoding: 'utf8',
      input: '',
    });
    return { status, stderr };
  }

  test('writes a package whose equation test and conformance suite pass', () => {
    expect(newRule('my-own').status).toBe(0);
    const made = join(workspace, 'packages', 'rule-my-own');
    const manifest = JSON.parse(readFileSync(join(made, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: '@hebbench/rule-my-own', hebbench: { rule: '.' } });
    expect(readFileSync(join(made, 'src', 'rule.ts'), 'utf8')).toContain('export const myOwn');
    expect(existsSync(join(workspace, '.changeset', 'rule-my-own.md'))).toBe(true);

    // Its tests, with the repository's packages, from a folder that vitest and tsx can see.
    const tried = mkdtempSync(join(ROOT, 'benchmarks', 'test', '.new-rule-'));
    try {
      cpSync(made, tried, { recursive: true });
      symlinkSync(
        join(ROOT, 'packages', 'rule-krotov-hopfield', 'node_modules'),
        join(tried, 'node_modules'),
      );
      rmSync(join(tried, 'tsconfig.json'));
      writeFileSync(join(tried, 'vitest.config.mjs'), 'export default {};\n');
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', tried, '--pool', 'forks'],
        { encoding: 'utf8', cwd: tried, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' } },
      );
      expect(status, `${stdout}${stderr}`).toBe(0);
      expect(stdout).toMatch(/Tests .*34 passed/);
    } finally {
      rmSync(tried, { recursive: true, force: true });
    }
  });

  test.each([
    { words: ['Not-This'], says: 'lower-case letters' },
    { words: ['two', 'words'], says: 'one name' },
    { words: [], says: 'no name' },
  ])('refuses $words', ({ words, says }) => {
    const { status, stderr } = newRule(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
    for (const word of ['got:', 'expected:', 'fix:']) expect(stderr).toContain(word);
  });
});
