import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGES = readdirSync(join(ROOT, 'packages')).toSorted();
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...PACKAGES.map((name) => `packages/${name}/README.md`),
];
const TSX = import.meta.resolve('tsx');

/** The TypeScript blocks of a page. */
function examples(page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
    ([, code]) => code!,
  );
}

describe.concurrent('the examples in the READMEs run', () => {
  test.each(PACKAGES.filter((name) => existsSync(join(ROOT, 'packages', name, 'README.md'))))(
    '%s',
    async (name) => {
      const found = examples(`packages/${name}/README.md`);
      for (const [i, code] of found.entries()) {
        // In the package, so that it resolves what the package depends on, and itself; among its tests, which are no
        // part of its code: a run beside this one would else see it change.
        const folder = join(ROOT, 'packages', name, 'test');
        mkdirSync(folder, { recursive: true });
        const file = join(folder, `.readme-example-${i}.ts`);
        writeFileSync(file, code);
        try {
          const { stdout } = await promisify(execFile)(process.execPath, ['--import', TSX, file], {
            cwd: ROOT,
          });
          expect(stdout).not.toBe('');
        } finally {
          rmSync(file);
        }
      }
    },
  );

  test('every package has a page', () => {
    expect(PACKAGES.filter((name) => !existsSync(join(ROOT, 'packages', name, 'README.md')))).toEqual([]);
  });
});

describe('links in the pages', () => {
  test.each(PAGES)('%s', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    const broken = links.filter((link) => !existsSync(join(ROOT, dirname(page), link)));
    expect(broken).toEqual([]);
  });
});
