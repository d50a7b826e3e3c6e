import * as tf from '@tensorflow/tfjs-core';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { keepSignalsOff } from './signals.ts';

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
  const require = createRequire(import.meta.url);
  const directory = dirname(require.resolve(`${PACKAGE}/package.json`));
  if (!hasLibrary(directory))
    throw new Error('tfjs-node has no native library: libtensorflow was neither downloaded nor built');
  // By its path, which does not depend on where this module has come to be.
  return import(pathToFileURL(require.resolve(PACKAGE)).href);
};

/** Whether the package in a folder has its native library. */
export function hasLibrary(directory: string): boolean {
  const lib = join(directory, 'lib');
  if (!existsSync(lib)) return false;
  return readdirSync(lib).some((name) => existsSync(join(lib, name, 'tfjs_binding.node')));
}

/** Versions of what {@link openTensorflow} opened. */
export interface TensorflowVersions {
  /** Of the package tfjs-node. */
  readonly package: string;
  /** Of TensorFlow itself. */
  readonly library: string;
}

/**
 * Makes TensorFlow's native backend the current one. On Linux, this thread and those of TensorFlow get no signals from
 * then on; another thread does, so that Node.js hears of them as before.
 * @param threads - threads of an operation
 * @param importPackage - for tests
 * @throws if the package, its native library or koffi is missing
 */
export async function openTensorflow(
  threads: number,
  importPackage: ImportTfjsNode = importInstalled,
): Promise<TensorflowVersions> {
  restoreRemovedUtilities();
  setUp(threads);
  // Products of oneDNN, which Eigen's use too, move the stack pointer into a buffer on the heap (`mov(rsp, ARG_WS)` in
  // its jit_avx_gemm_f32.cpp): a signal then overwrites what lies before that buffer, and the process dies of it later.
  // Before the library starts threads, which inherit it.
  await keepSignalsOff();
  const { version } = (await importPackage()) as TfjsNode;
  if (!(await tf.setBackend('tensorflow'))) throw new Error('the package registered no backend');
  const { binding } = tf.backend() as { readonly binding?: { readonly TF_Version?: string } };
  return {
    package: version?.['tfjs-node'] ?? 'of unknown version',
    library: binding?.TF_Version ?? 'of unknown version',
  };
}

/** What TensorFlow reads from the environment when it is loaded; what is set there already stays. */
function setUp(threads: number, environment: NodeJS.ProcessEnv = process.env): void {
  environment['TF_NUM_INTRAOP_THREADS'] ??= String(threads);
  environment['TF_NUM_INTEROP_THREADS'] ??= '1';
  // Remarks about the processor would stand between a command's own lines.
  environment['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
}

/** tfjs-node calls utilities that Node 23 removed. */
export function restoreRemovedUtilities(
  target: Record<string, unknown> = util as unknown as Record<string, unknown>,
): void {
  target['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  target['isArray'] ??= Array.isArray;
}
