/** The engines; `auto` tries all but `tensorflow`, in this order where their speed was not measured. */
export const ENGINE_NAMES = ['tensorflow', 'blas', 'onnxruntime', 'wasm'] as const;

/** Name of an engine. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The engine that this process computes with. */
export interface Engine {
  readonly name: EngineName;
  /** What does the computing, e.g. the file of the BLAS library. */
  readonly detail: string;
  /** Threads of a matrix product. */
  readonly threads: number;
  /** Versions of the libraries that compute, by name. */
  readonly libraries: Readonly<Record<string, string>>;
}
