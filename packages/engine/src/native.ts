import type { Gemm } from './gemm.ts';

let native: Gemm | undefined;

/** Sets the native matrix product of this process. */
export function setNativeGemm(gemm: Gemm): void {
  native = gemm;
}

/** The native matrix product of this process, if its engine has one. */
export function nativeGemm(): Gemm | undefined {
  return native;
}
