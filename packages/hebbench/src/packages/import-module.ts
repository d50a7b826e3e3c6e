import { pathToFileURL } from 'node:url';

/** What the launcher of a bundled program says of its bundle, see `benchmarks/start`. */
interface Bundle {
  /** The URL of the module that a source has become; `undefined` if it is not in the bundle. */
  moduleOf(source: string): string | undefined;
  /** Has TypeScript from outside load, which shares the bundle's modules. */
  openToOthers(): Promise<void>;
}

const BUNDLE: unique symbol = Symbol.for('hebbench.bundle');

/**
 * Imports a module by its path. In a program that is bundled, the modules of its own packages are those of the bundle:
 * from their sources they would be others, with an engine of their own.
 * @param file - absolute path
 */
export async function importModule(file: string): Promise<{ readonly default?: unknown }> {
  const { [BUNDLE]: bundle } = globalThis as { [BUNDLE]?: Bundle };
  const own = bundle?.moduleOf(file);
  if (own === undefined) await bundle?.openToOthers();
  return (await import(own ?? pathToFileURL(file).href)) as { readonly default?: unknown };
}
