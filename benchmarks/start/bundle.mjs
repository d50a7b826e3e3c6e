import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGES = join(ROOT, 'packages');
const CACHE = join(ROOT, 'node_modules', '.cache', 'hebbench');

/** What processes run. */
const PROGRAMS = ['main.ts', 'run/worker.ts', 'rules/discover-child.ts'].map((path) =>
  join(ROOT, 'benchmarks', 'src', path),
);

/** Libraries of many small modules, which take longer to be found than to run. */
const BUNDLED =
  /[\\/]node_modules[\\/](?:zod|fast-png|iobuffer|csv-parse|csv-stringify|citty|string-width|strip-ansi|ansi-regex|get-east-asian-width)[\\/]/;

/** What nobody has started for as long as this is removed, in days: what is running may load more of it. */
const KEPT_DAYS = 7;

/**
 * The folder of the bundle of today's sources, which is made if it is not there.
 * @returns {Promise<string | undefined>} `undefined` where none can be made: the sources themselves say then what is wrong
 */
export async function bundle() {
  try {
    const folder = join(CACHE, digestOf(sources()));
    if (existsSync(folder)) {
      const now = new Date();
      utimesSync(folder, now, now);
    } else await make(folder);
    return folder;
  } catch {
    return undefined;
  }
}

/**
 * The URL of the module that a source has become.
 * @param {string} folder - of the bundle
 * @param {string} source - absolute path
 * @returns {string | undefined} `undefined` for a source that is no entry of the bundle
 */
export function moduleOf(folder, source) {
  const file = join(folder, relative(ROOT, source).replace(/\.ts$/, '.js'));
  return existsSync(file) ? pathToFileURL(file).href : undefined;
}

/** All that a bundle is made of, and what decides how. */
function sources() {
  const folders = [
    'benchmarks/start',
    'benchmarks/src',
    ...readdirSync(PACKAGES).map((name) => `packages/${name}/src`),
  ];
  const manifests = readdirSync(PACKAGES).map((name) => `packages/${name}/package.json`);
  return [
    ...folders.flatMap((folder) => filesBelow(join(ROOT, folder))),
    ...manifests.map((path) => join(ROOT, path)),
  ]
    .filter((file) => existsSync(file))
    .concat(join(ROOT, 'pnpm-lock.yaml'));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Whatever changes a file changes the time of its change, which nobody can set. */
export function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, ctimeMs } = statSync(file);
    hash.update(`${file} ${size} ${ctimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}

async function make(folder) {
  const esbuild = await import('esbuild');
  const temporary = `${folder}.${process.pid}.tmp`;
  mkdirSync(CACHE, { recursive: true });
  try {
    await esbuild.build({
      entryPoints: [...PROGRAMS, ...exported()],
      outdir: temporary,
      outbase: ROOT,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      charset: 'utf8',
      // As Node.js itself resolves: esbuild would also look for what bundlers ask for.
      conditions: [],
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [asSources],
    });
    renameSync(temporary, folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  } finally {
    await esbuild.stop();
    rmSync(temporary, { recursive: true, force: true });
    removeOld();
  }
}

/** The modules of the workspace's packages: rules and data sets are loaded by their paths, and plug-ins import the others. */
function exported() {
  return readdirSync(PACKAGES).flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'));
    return Object.values(exports)
      .filter((target) => typeof target === 'string' && target.endsWith('.ts'))
      .map((target) => join(PACKAGES, name, target));
  });
}

/** A module of a bundle is where its source is, and so is what it imports. */
const asSources = {
  name: 'as-sources',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
    build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, kind, ...from }) => {
      if (pluginData === asSources || kind === 'entry-point' || isBuiltin(path)) return undefined;
      const found = await build.resolve(path, { ...from, kind, pluginData: asSources });
      if (found.errors.length > 0) return { path, external: true };
      // Of the workspace: its folders are linked.
      if (!found.path.includes(`${sep}node_modules${sep}`) || BUNDLED.test(found.path)) return undefined;
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

function removeOld() {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (statSync(path, { throwIfNoEntry: false })?.mtimeMs < oldest)
      rmSync(path, { recursive: true, force: true });
  }
}
