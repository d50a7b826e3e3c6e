import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

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
// As programs start: from the packages' bundle.
const LAUNCHER = join(ROOT, 'benchmarks', 'start', 'launch.mjs');
const RUNNER = join(import.meta.dirname, 'fixtures', 'run-examples.mjs');

/** The TypeScript blocks of a page. */
function examples(page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
    ([, code]) => code!,
  );
}

/** An example of a page, as a file of its package. */
interface Example {
  readonly file: string;
  readonly code: string;
  /** What it writes, once it has run. */
  stdout: string;
  error?: string;
}

describe('the examples in the READMEs run', () => {
  const pages = PACKAGES.filter((name) => existsSync(join(ROOT, 'packages', name, 'README.md')));
  const found = new Map(
    pages.map((name) => [
      name,
      examples(`packages/${name}/README.md`).map((code, i): Example => {
        // In the package, so that it resolves what the package depends on, and itself; among its tests, which are no
        // part of its code: a run beside this one would else see it change.
        const file = join(ROOT, 'packages', name, 'test', `.readme-example-${i}.ts`);
        return { file, code, stdout: '' };
      }),
    ]),
  );

  beforeAll(async () => {
    const all = [...found.values()].flat();
    const folders = all.map(({ file }) => mkdirSync(dirname(file), { recursive: true }));
    for (const { file, code } of all) writeFileSync(file, code);
    // What opens an engine has a process of its own: another's would do for one that forgets to.
    const opening = all.filter(({ code }) => /openEngine|@hebbench\/hebbench/.test(code));
    const groups = [...opening.map((each) => [each]), all.filter((each) => !opening.includes(each))];
    try {
      for (const group of groups) {
        const files = group.map(({ file }) => file);
        const argv = [LAUNCHER, RUNNER, ...files];
        const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT });
        const ran = JSON.parse(stdout) as Record<string, Pick<Example, 'stdout' | 'error'>>;
        for (const each of group) Object.assign(each, ran[each.file]);
      }
    } finally {
      for (const { file } of all) rmSync(file);
      // Of a package without tests, whose folder they were given.
      for (const made of folders) if (made !== undefined) rmSync(made, { recursive: true });
    }
  }, 300_000);

  test.each(pages)('%s', (name) => {
    for (const { stdout, error } of found.get(name)!) {
      expect(error).toBeUndefined();
      expect(stdout).not.toBe('');
    }
  });

  test('every package has a page', () => {
    expect(PACKAGES.filter((name) => !pages.includes(name))).toEqual([]);
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
