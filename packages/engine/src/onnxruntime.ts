import { createRequire } from 'node:module';
import type { GemmCall, NativeGemm } from './gemm.ts';
import { gemmModel, type GemmAttributes } from './onnx-model.ts';

/** The native binding below onnxruntime-node's public, asynchronous interface. The package's version is pinned. */
interface Binding {
  readonly binding: { InferenceSession: new () => NativeSession };
  initOrt(): void;
}

interface NativeSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: Record<string, OrtTensor>, fetches: Record<string, OrtTensor>, options: object): unknown;
}

interface OrtTensor {
  readonly dims: readonly number[];
}

interface OnnxRuntime {
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => OrtTensor;
}

/** Sessions are kept by their attributes; α changes with a falling learning rate, so the oldest are dropped. */
const SESSIONS_KEPT = 32;

/**
 * Matrix products by ONNX Runtime, whose native library comes inside its npm package.
 * @throws if the package or its library for this platform is missing
 */
export async function openOnnxRuntime(threads: number): Promise<NativeGemm> {
  const require = createRequire(import.meta.url);
  const { Tensor } = require('onnxruntime-node') as OnnxRuntime;
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as Binding;
  initOrt();

  const sessions = new Map<string, NativeSession>();
  const sessionFor = (attributes: GemmAttributes): NativeSession => {
    const key = JSON.stringify(attributes);
    const kept = sessions.get(key);
    if (kept) return kept;
    const model = gemmModel(attributes);
    const session = new binding.InferenceSession();
    session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
    if (sessions.size >= SESSIONS_KEPT) sessions.delete(sessions.keys().next().value!);
    sessions.set(key, session);
    return session;
  };

  const gemm = ({ transposeA, transposeB, m, n, k, alpha, a, b, beta, c }: GemmCall): void => {
    const tensors = {
      A: new Tensor('float32', a, transposeA ? [k, m] : [m, k]),
      B: new Tensor('float32', b, transposeB ? [n, k] : [k, n]),
    };
    const Y = new Tensor('float32', c, [m, n]);
    // C is read before Y is written, so that both may be the same memory.
    const feeds = beta === 0 ? tensors : { ...tensors, C: Y };
    sessionFor({ transposeA, transposeB, alpha, beta }).run(feeds, { Y }, {});
  };
  return { gemm, detail: `onnxruntime-node ${version}`, threads, libraries: { 'onnxruntime-node': version } };
}
