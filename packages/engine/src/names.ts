/** The engines; `auto` tries all but {@link ONLY_BY_NAME}, in this order where none is clearly faster. */
export const ENGINE_NAMES = ['tensorflow', 'webgpu', 'blas', 'onnxruntime', 'wasm'] as const;

/** Name of an engine. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * The engines that only who asks for them gets: `tensorflow` has no vector kernels, and takes seconds to load; `webgpu`
 * has been run on no real graphics card yet.
 */
export const ONLY_BY_NAME: ReadonlySet<EngineName> = new Set<EngineName>(['tensorflow', 'webgpu']);

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
