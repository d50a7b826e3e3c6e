/** A matrix product on row-major float32 arrays: `C ← α op(A) op(B) + β C`. */
export interface GemmCall {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Rows of op(A) and C. */
  readonly m: number;
  /** Columns of op(B) and C. */
  readonly n: number;
  /** Columns of op(A), rows of op(B). */
  readonly k: number;
  readonly alpha: number;
  /** `[m, k]`, or `[k, m]` if transposed. */
  readonly a: Float32Array;
  /** `[k, n]`, or `[n, k]` if transposed. */
  readonly b: Float32Array;
  /** 0 overwrites C, whatever it holds. */
  readonly beta: number;
  /** `[m, n]` */
  readonly c: Float32Array;
}

/** Computes a {@link GemmCall} in place. */
export type Gemm = (call: GemmCall) => void;

/** Native code for matrix products. */
export interface NativeGemm {
  readonly gemm: Gemm;
  /** What does the computing. */
  readonly detail: string;
  readonly threads: number;
  /** Versions of the libraries behind it, by name. */
  readonly libraries: Readonly<Record<string, string>>;
}
