// Runs a program of this repository: `node benchmarks/start/launch.mjs FILE.ts ARGUMENTS…`.
//
// Its sources are bundled once, and kept until one of them changes: a bundle is there in a fraction of the time that a
// loader of TypeScript takes for hundreds of files, and has no need of a process that a signal to all of them would end.
import module from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, moduleOf } from './bundle.mjs';

const file = resolve(process.argv[2] ?? '');
process.argv.splice(1, 2, file);

const folder = await bundle();

if (folder === undefined) {
  // Sources that cannot be bundled say themselves what is wrong with them.
  await import('tsx');
  await import(pathToFileURL(file).href);
} else {
  // Since Node.js 22.1.
  module.enableCompileCache?.();
  let opened;
  globalThis[Symbol.for('hebbench.bundle')] = {
    moduleOf: (source) => moduleOf(folder, source),
    openToOthers: () => (opened ??= openToOthers()),
  };
  const entry = moduleOf(folder, file);
  // What is no program of its own, a test's for instance, is loaded as it is, and the packages from the bundle.
  if (entry === undefined) await globalThis[Symbol.for('hebbench.bundle')].openToOthers();
  await import(entry ?? pathToFileURL(file).href);
}

/** Plug-ins may be TypeScript, and what they import of this repository is what the program has of it already. */
async function openToOthers() {
  await import('tsx');
  module.register('./share.mjs', import.meta.url, { data: folder });
}
