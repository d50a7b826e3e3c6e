import * as tf from '@tensorflow/tfjs-core';
import { accumulateMatMul } from '../add-matmul.ts';
import { openBlas } from '../blas.ts';
import type { Gemm, GemmCall, NativeGemm } from '../gemm.ts';
import { useExplicitTransposes } from '../matmul-kernel.ts';
import type { EngineName } from '../names.ts';
import { openOnnxRuntime } from '../onnxruntime.ts';
import { startWasm } from '../wasm.ts';
import type { Candidate } from './rounds.ts';

/** Samples, inputs and units of the timed update, as in a hidden layer's on MNIST. */
const UPDATE = { samples: 100, inputs: 784, units: 500 } as const;
/** Small, so that weights stay near what they were. */
const ALPHA = 1e-9;

/** What gives engines their products; they have all the rest in common. */
const NATIVE = { blas: openBlas, onnxruntime: openOnnxRuntime } as const satisfies Partial<
  Record<EngineName, (threads: number) => Promise<NativeGemm>>
>;

/** An engine that is there, and what computes, e.g. the file of the BLAS library. */
export type Found = Candidate & { readonly detail: string };

/**
 * The engines of this machine that `auto` chooses from, each with the two products of a hidden layer's update, in one
 * thread: suites give each run a core, and threads of one library that wait for more work would slow down the next one.
 */
export async function findCandidates(): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of ['blas', 'onnxruntime'] as const) {
    try {
      const { gemm, detail } = await NATIVE[name](1);
      found.push({ name, detail, run: productsOf(gemm) });
    } catch {
      // Not on this machine.
    }
  }
  const version = await startWasm();
  useExplicitTransposes();
  return [...found, { name: 'wasm', detail: `tfjs-backend-wasm ${version}`, run: wasmProducts() }];
}

/** `y = x W` and `W ← W + α xᵀ y` by a native product. */
function productsOf(gemm: Gemm): () => void {
  const { samples, inputs, units } = UPDATE;
  const [x, w, y] = [samples * inputs, inputs * units, samples * units].map((size) =>
    new Float32Array(size).fill(1),
  ) as [Float32Array, Float32Array, Float32Array];
  const currents: GemmCall = {
    transposeA: false,
    transposeB: false,
    m: samples,
    n: units,
    k: inputs,
    alpha: 1,
    a: x,
    b: w,
    beta: 0,
    c: y,
  };
  const change: GemmCall = {
    transposeA: true,
    transposeB: false,
    m: inputs,
    n: units,
    k: samples,
    alpha: ALPHA,
    a: x,
    b: y,
    beta: 1,
    c: w,
  };
  return () => {
    gemm(currents);
    gemm(change);
  };
}

/** The same by the wasm backend. */
function wasmProducts(): () => void {
  const { samples, inputs, units } = UPDATE;
  const x = tf.ones<tf.Rank.R2>([samples, inputs]);
  const w = tf.variable(tf.ones<tf.Rank.R2>([inputs, units]));
  return () => tf.tidy(() => accumulateMatMul(w, x, tf.matMul(x, w), { transposeA: true, alpha: ALPHA }));
}
