import { HebbenchError, unknownName } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { measureOnce } from './auto/measure-once.ts';
import { openBlas } from './blas.ts';
import { checkProducts } from './check-products.ts';
import { defaultEngine } from './default-engine.ts';
import { defaultThreads } from './default-threads.ts';
import type { NativeGemm } from './gemm.ts';
import { useComposedFusedMatMul, useExplicitTransposes, useNativeMatMul } from './matmul-kernel.ts';
import { ENGINE_NAMES, type Engine, type EngineName } from './names.ts';
import { setNativeGemm } from './native.ts';
import { openOnnxRuntime } from './onnxruntime.ts';
import { engineOrder } from './order.ts';
import { openTensorflow } from './tensorflow.ts';
import { openWasm } from './wasm.ts';
import { openWebGpu } from './webgpu/open.ts';

/** Settings of {@link openEngine}. */
export interface OpenOptions {
  /**
   * Which engine; `auto` takes that of `HEBBENCH_ENGINE`, or the first of {@link engineOrder} that this machine has.
   * @defaultValue 'auto'
   */
  readonly engine?: EngineName | 'auto';
  /** Threads of a matrix product, ≥ 1. @defaultValue `HEBBENCH_THREADS`, or the number of cores */
  readonly threads?: number;
}

type Opener = (threads: number) => Promise<Engine>;

const OPENERS: Readonly<Record<EngineName, Opener>> = {
  tensorflow: async (threads) => {
    const { package: version, library } = await openTensorflow(threads);
    return {
      name: 'tensorflow',
      detail: `tfjs-node ${version}, TensorFlow ${library}`,
      threads,
      libraries: { ...tfjs('node', version), libtensorflow: library },
    };
  },
  webgpu: async () => {
    const { card, libraries } = await openWebGpu();
    return {
      name: 'webgpu',
      detail: `tfjs-backend-webgpu ${tf.version_core}, ${card}`,
      threads: 1,
      libraries: { '@tensorflow/tfjs-core': tf.version_core, ...libraries },
    };
  },
  blas: (threads) => openNative('blas', () => openBlas(threads)),
  onnxruntime: (threads) => openNative('onnxruntime', () => openOnnxRuntime(threads)),
  wasm: async () => {
    const version = await openWasm();
    useExplicitTransposes();
    useComposedFusedMatMul();
    return {
      name: 'wasm',
      detail: `tfjs-backend-wasm ${version}`,
      threads: 1,
      libraries: tfjs('backend-wasm', version),
    };
  },
};

const FIXES: Readonly<Record<EngineName, string>> = {
  tensorflow:
    'run `pnpm build:tensorflow`, or `pnpm install` again where libtensorflow can be downloaded, or choose another engine',
  webgpu:
    'run `pnpm add:webgpu`, on a machine with a graphics card and its driver (docs/webgpu.md), or choose another engine',
  blas: 'install a BLAS (Debian: apt-get install libopenblas0-pthread), name its file in HEBBENCH_BLAS, have an OpenBLAS use other kernels (OPENBLAS_CORETYPE=Haswell), or choose another engine',
  onnxruntime:
    'reinstall with optional dependencies on a platform that onnxruntime-node supports, or choose another engine',
  wasm: 'reinstall @tensorflow/tfjs-backend-wasm',
};

let opened: Promise<Engine> | undefined;

/**
 * Opens the engine of this process and makes it TensorFlow.js's backend. A process has one engine: opening it again
 * gives the same one.
 * @throws {@link HebbenchError} `ENGINE_UNAVAILABLE` if the requested engine cannot run here, `USAGE` if another one is
 * open or `HEBBENCH_THREADS` is no number of threads, `UNKNOWN_NAME` if there is no such engine; `auto` always finds one
 */
export async function openEngine({
  engine = 'auto',
  threads = defaultThreads(),
}: OpenOptions = {}): Promise<Engine> {
  if (engine !== 'auto' && !ENGINE_NAMES.includes(engine))
    throw unknownName('engine', engine, ['auto', ...ENGINE_NAMES]);
  if (opened) return sameEngine(await opened, engine);
  const wanted = engine === 'auto' ? defaultEngine() : engine;
  opened = wanted === 'auto' ? openFirst(threads) : openNamed(wanted, threads);
  try {
    return await opened;
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

/**
 * The open engine.
 * @throws {@link HebbenchError} `USAGE` before {@link openEngine}
 */
export async function currentEngine(): Promise<Engine> {
  if (opened) return opened;
  throw new HebbenchError('USAGE', 'No engine is open.', {
    got: 'a computation before openEngine()',
    expected: 'an open engine',
    fix: 'await openEngine() first',
  });
}

async function openFirst(threads: number): Promise<Engine> {
  await measureOnce();
  for (const name of engineOrder()) {
    try {
      return await OPENERS[name](threads);
    } catch {
      // The next one; `pnpm bench engines` shows the reason.
    }
  }
  return OPENERS.wasm(threads);
}

async function openNamed(name: EngineName, threads: number): Promise<Engine> {
  try {
    return await OPENERS[name](threads);
  } catch (error) {
    throw new HebbenchError('ENGINE_UNAVAILABLE', `The engine "${name}" is not available.`, {
      got: firstLine(error),
      expected: `an engine that runs on this machine`,
      fix: FIXES[name],
      cause: error,
    });
  }
}

async function openNative(name: EngineName, open: () => Promise<NativeGemm>): Promise<Engine> {
  const native = await open();
  checkProducts(native.gemm);
  const version = await openWasm();
  useNativeMatMul(native.gemm);
  useComposedFusedMatMul();
  setNativeGemm(native.gemm);
  const { detail, threads, libraries } = native;
  return { name, detail, threads, libraries: { ...tfjs('backend-wasm', version), ...libraries } };
}

function tfjs(backend: string, version: string): Record<string, string> {
  return { '@tensorflow/tfjs-core': tf.version_core, [`@tensorflow/tfjs-${backend}`]: version };
}

function sameEngine(current: Engine, requested: EngineName | 'auto'): Engine {
  if (requested === 'auto' || requested === current.name) return current;
  throw new HebbenchError('USAGE', 'A process has one engine.', {
    got: `a request for "${requested}" while "${current.name}" is open`,
    expected: `"${current.name}" or "auto"`,
    fix: 'use another process',
  });
}

function firstLine(error: unknown): string {
  return String((error as Error)?.message ?? error).split('\n')[0]!;
}
