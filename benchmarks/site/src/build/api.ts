import { REPOSITORY } from '@hebbench/benchmarks/published';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const CACHE = join(REPOSITORY, 'node_modules', '.cache', 'hebbench-api');

/** How TypeDoc writes Markdown: a file for each package, without what the site has around it. */
const OPTIONS: Readonly<Record<string, string>> = {
  router: 'module',
  entryFileName: 'index',
  readme: 'none',
  hidePageHeader: 'true',
  hideBreadcrumbs: 'true',
  parametersFormat: 'table',
  propertiesFormat: 'list',
  logLevel: 'Error',
};

/**
 * The API reference in Markdown, by the names of its files. It takes longer than the rest of the site, and is kept for as
 * long as no source changes.
 */
export async function loadApi(): Promise<Map<string, string>> {
  const folder = join(CACHE, sourcesDigest());
  if (!existsSync(folder)) await writeApi(folder);
  return new Map(
    filesBelow(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

async function writeApi(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  // One of older sources is of no use.
  for (const name of readdirSync(CACHE)) rmSync(join(CACHE, name), { recursive: true, force: true });
  const made = mkdtempSync(join(CACHE, 'making-'));
  const typedoc = join(require.resolve('typedoc/package.json'), '..', 'bin', 'typedoc');
  const plugins = [require.resolve('typedoc-plugin-markdown'), './docs/typedoc-plugin.mjs'];
  const flags = [
    ...plugins.flatMap((plugin) => ['--plugin', plugin]),
    ...Object.entries(OPTIONS).flatMap(([name, value]) => [`--${name}`, value]),
  ];
  await promisify(execFile)(process.execPath, [typedoc, ...flags, '--out', made], { cwd: REPOSITORY });
  renameSync(made, folder);
}

/** SHA-256 of all that the reference is made of. */
function sourcesDigest(): string {
  const hash = createHash('sha256').update(JSON.stringify(OPTIONS));
  const packages = join(REPOSITORY, 'packages');
  const sources = readdirSync(packages).flatMap((name) =>
    filesBelow(join(packages, name, 'src')).map((file) => join(packages, name, 'src', file)),
  );
  for (const file of [...sources, join(REPOSITORY, 'typedoc.json')])
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
