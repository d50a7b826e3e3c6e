import * as tf from '@tensorflow/tfjs-core';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';

/** What `import('@tensorflow/tfjs-node')` gives, as far as it is used here. */
export interface TfjsNode {
  readonly version?: { readonly 'tfjs-node'?: string };
}

/** Imports the package. */
export type ImportTfjsNode = () => Promise<unknown>;

// Not a literal: the package is optional, and its types must not be needed to compile this one.
const PACKAGE: string = '@tensorflow/tfjs-node';

/** Imports the package where its library is: without it, loading takes a second, and changes what TensorFlow.js holds. */
const importInstalled: ImportTfjsNode = () => {
  const directory = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  if (!hasLibrary(directory))
    throw new Error('libtensorflow was not downloaded when tfjs-node was installed');
  return import(PACKAGE);
};

/** Whether the package in a folder has its native library. */
export function hasLibrary(directory: string): boolean {
  const lib = join(directory, 'lib');
  if (!existsSync(lib)) return false;
  return readdirSync(lib).some((name) => existsSync(join(lib, name, 'tfjs_binding.node')));
}

/**
 * Makes TensorFlow's native backend the current one. Returns its version.
 * @param importPackage - for tests
 * @throws if the package, or the native library that its install script downloads, is missing
 */
export async function openTensorflow(importPackage: ImportTfjsNode = importInstalled): Promise<string> {
  restoreRemovedUtilities();
  const { version } = (await importPackage()) as TfjsNode;
  if (!(await tf.setBackend('tensorflow'))) throw new Error('the package registered no backend');
  return version?.['tfjs-node'] ?? 'of unknown version';
}

/** tfjs-node calls utilities that Node 23 removed. */
export function restoreRemovedUtilities(
  target: Record<string, unknown> = util as unknown as Record<string, unknown>,
): void {
  target['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  target['isArray'] ??= Array.isArray;
}
