import { readFileSync } from 'node:fs';
import type { LibraryHandle } from 'koffi';

/** Reads the features of this machine's processor, as Linux names them; none where they cannot be read. */
export type ProcessorFlags = () => ReadonlySet<string>;

/** Kernels without AVX, which OpenBLAS takes for an Intel or an AMD processor that it does not know. */
const FALLBACKS: ReadonlySet<string> = new Set(['Prescott', 'Barcelona']);

/** Kernels for what a processor can do, best first, by OpenBLAS's names. */
const KERNELS: readonly { readonly name: string; readonly needs: readonly string[] }[] = [
  { name: 'SkylakeX', needs: ['avx512f', 'avx512cd', 'avx512bw', 'avx512dq', 'avx512vl'] },
  { name: 'Haswell', needs: ['avx2', 'fma'] },
];

/**
 * The kernels that an OpenBLAS should be told to use, because it took those of an old processor for one that is younger
 * than the library: there its products are several times as slow as they could be, as Debian 12's 0.3.21 is on an Emerald
 * Rapids Xeon. `OPENBLAS_CORETYPE=Prescott pnpm bench engines` shows by how much.
 * @param current - name of the kernels it uses
 * @returns undefined where its own choice is right, or nothing better is known
 */
export function betterKernels(current: string, flags: ReadonlySet<string>): string | undefined {
  if (!FALLBACKS.has(current)) return undefined;
  return KERNELS.find(({ needs }) => needs.every((flag) => flags.has(flag)))?.name;
}

/** Features of the processor, from `/proc/cpuinfo`. */
export const processorFlags: ProcessorFlags = () => {
  try {
    const line = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'));
    return new Set(line?.[1]?.trim().split(/\s+/));
  } catch {
    return new Set();
  }
};

/** Name of the kernels that an OpenBLAS uses; undefined for another library. */
export function kernelsOf(library: LibraryHandle): string | undefined {
  try {
    return String(library.func('const char *openblas_get_corename()')());
  } catch {
    return undefined;
  }
}

/** Version of an OpenBLAS; undefined for another library. */
export function versionOf(library: LibraryHandle): string | undefined {
  try {
    return /\d+(\.\d+)+/.exec(String(library.func('const char *openblas_get_config()')()))?.[0];
  } catch {
    return undefined;
  }
}

/**
 * Loads a library, and, if it is an OpenBLAS that does not know this processor, loads it once more with the kernels for
 * what the processor can do. `OPENBLAS_CORETYPE`, OpenBLAS's own variable, has the last word where it is set.
 */
export function loadWithBestKernels(
  load: () => LibraryHandle,
  flags: ProcessorFlags = processorFlags,
): LibraryHandle {
  const library = load();
  const current = kernelsOf(library);
  if (current === undefined || process.env['OPENBLAS_CORETYPE']) return library;
  const better = betterKernels(current, flags());
  if (better === undefined) return library;
  // It chooses once, when it is loaded, and reads the variable then.
  library.unload();
  process.env['OPENBLAS_CORETYPE'] = better;
  return load();
}
