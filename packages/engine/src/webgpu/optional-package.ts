import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where `pnpm add:webgpu` puts packages: what pnpm manages stays as it is. */
const OWN_PLACE = fileURLToPath(new URL('../../node_modules/.webgpu/', import.meta.url));

/** A package that is installed. */
export interface OptionalPackage {
  readonly version: string;
  /** Imports it. */
  readonly load: () => Promise<unknown>;
}

/**
 * Finds a package that comes with nothing: beside this one, in the folder that the user stands in – package managers that
 * keep packages apart show this one its own dependencies alone –, or where `pnpm add:webgpu` put it.
 * @throws if it is in none of these places
 */
export function findOptional(name: string): OptionalPackage {
  for (const from of [import.meta.url, join(process.cwd(), 'x'), join(OWN_PLACE, 'x')]) {
    const require = createRequire(from);
    let file: string;
    try {
      file = require.resolve(name);
    } catch {
      continue;
    }
    const { version } = require(`${name}/package.json`) as { version: string };
    return { version, load: () => import(pathToFileURL(file).href) };
  }
  throw new Error(`the package ${name} is not installed`);
}
