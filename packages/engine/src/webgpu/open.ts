import * as tf from '@tensorflow/tfjs-core';
import { addInPairs } from './add-in-pairs.ts';
import { openCard } from './dawn.ts';
import { findOptional } from './optional-package.ts';
import { readSynchronously, type WebGpuBackend } from './read.ts';
import { spellOutBatches } from './spell-out-batches.ts';

/** What is used of the package `@tensorflow/tfjs-backend-webgpu`. */
interface BackendPackage {
  readonly WebGPUBackend: new (device: object, info: object) => WebGpuBackend & tf.KernelBackend;
}

const PACKAGE = '@tensorflow/tfjs-backend-webgpu';

/** What {@link openWebGpu} opened. */
export interface OpenedWebGpu {
  /** The graphics card, by its driver's words. */
  readonly card: string;
  /** Versions of the packages, by name. */
  readonly libraries: Readonly<Record<string, string>>;
}

let opened: Promise<OpenedWebGpu> | undefined;

/**
 * Makes TensorFlow.js's backend for graphics cards the current one, with synchronous reads.
 * @throws if a package is missing, or there is no graphics card that it can use
 */
export function openWebGpu(): Promise<OpenedWebGpu> {
  // Once: a second card's values could not be read through the first one.
  opened ??= open();
  return opened;
}

async function open(): Promise<OpenedWebGpu> {
  // Both are looked for first: nothing has been changed yet where one is missing.
  const [dawn, found] = [findOptional('webgpu'), findOptional(PACKAGE)];
  if (found.version !== tf.version_core)
    throw new Error(`${PACKAGE} is ${found.version}, beside @tensorflow/tfjs-core ${tf.version_core}`);
  const { device, info, tick } = await openCard(dawn);
  // Registers the gradients of all operations; the core package leaves them out.
  await import('@tensorflow/tfjs');
  const { WebGPUBackend } = (await found.load()) as BackendPackage;
  if (!tf.getKernel('Add', 'webgpu')) throw new Error(`${PACKAGE} has an @tensorflow/tfjs-core of its own`);
  // Small operations on values that are on the host already would be computed there, by other code.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const backend = new WebGPUBackend(device, info);
  readSynchronously(backend, device, tick);
  addInPairs();
  spellOutBatches();
  // The package has registered one with a card of its own, as soon as it saw `navigator.gpu`.
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend);
  if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js could not start its webgpu backend');
  const card = [info.vendor, info.device, info.description].filter((text) => text).join(', ');
  return { card: card || 'a graphics card', libraries: { [PACKAGE]: found.version, webgpu: dawn.version } };
}
