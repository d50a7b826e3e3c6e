import * as tf from '@tensorflow/tfjs-core';
import util from 'node:util';

/** What `import('@tensorflow/tfjs-node')` gives, as far as it is used here. */
export interface TfjsNode {
  readonly version?: { readonly 'tfjs-node'?: string };
}

/** Imports the package. */
export type ImportTfjsNode = () => Promise<unknown>;

// Not a literal: the package is optional, and its types must not be needed to compile this one.
const PACKAGE: string = '@tensorflow/tfjs-node';

/**
 * Makes TensorFlow's native backend the current one. Returns its version.
 * @param importPackage - for tests
 * @throws if the package, or the native library that its install script downloads, is missing
 */
export async function openTensorflow(importPackage: ImportTfjsNode = () => import(PACKAGE)): Promise<string> {
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
