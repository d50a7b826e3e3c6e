import { threadsFor } from './gemm-threads.ts';
import type { NativeGemm } from './gemm.ts';
import { kernelsOf, loadWithBestKernels, versionOf } from './openblas-kernels.ts';

/** Where to look for a BLAS with the C interface: file names as the system's loader takes them, best first. */
const LIBRARIES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['libopenblas.so.0', 'libopenblas.so', 'libmkl_rt.so.2', 'libmkl_rt.so', 'libblis.so.4'],
  darwin: ['/System/Library/Frameworks/Accelerate.framework/Accelerate', 'libopenblas.dylib'],
  win32: ['libopenblas.dll', 'mkl_rt.2.dll'],
};

const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

/** Functions that set a library's number of threads. */
const SET_THREADS = ['openblas_set_num_threads', 'MKL_Set_Num_Threads', 'bli_thread_set_num_threads'];

/**
 * The system's BLAS, through koffi. `HEBBENCH_BLAS` names another library file.
 * @throws an error that says which libraries were tried
 */
export async function openBlas(threads: number): Promise<NativeGemm> {
  const { default: koffi } = await import('koffi');
  // Accelerate reads its number of threads once, from the environment.
  process.env['VECLIB_MAXIMUM_THREADS'] ??= String(threads);
  const wanted = process.env['HEBBENCH_BLAS'];
  const names = wanted ? [wanted] : (LIBRARIES[process.platform] ?? []);
  const failures: string[] = [];
  for (const name of names) {
    try {
      const library = loadWithBestKernels(() => koffi.load(name));
      const sgemm = library.func(
        'void cblas_sgemm(int order, int transposeA, int transposeB, int m, int n, int k, float alpha, const void *a, int lda, const void *b, int ldb, float beta, void *c, int ldc)',
      );
      const useThreads = threadSetter(library, threads);
      const kernels = kernelsOf(library);
      return {
        detail: kernels === undefined ? name : `${name}, ${kernels} kernels`,
        libraries: { [name]: versionOf(library) ?? 'of unknown version' },
        threads: useThreads || process.platform === 'darwin' ? threads : 1,
        gemm: ({ transposeA, transposeB, m, n, k, alpha, a, b, beta, c }) => {
          useThreads?.(threadsFor({ m, n, k }, threads));
          sgemm(
            ROW_MAJOR,
            transposeA ? TRANSPOSE : NO_TRANSPOSE,
            transposeB ? TRANSPOSE : NO_TRANSPOSE,
            m,
            n,
            k,
            alpha,
            a,
            transposeA ? m : k,
            b,
            transposeB ? k : n,
            beta,
            c,
            n,
          );
        },
      };
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `no BLAS library could be loaded (${failures.join('; ') || `none is known for ${process.platform}`})`,
  );
}

/**
 * Sets a library's number of threads, and returns what sets it again.
 * @returns undefined if the library has no such function
 */
function threadSetter(
  library: { func(prototype: string): (threads: number) => void },
  threads: number,
): ((threads: number) => void) | undefined {
  for (const name of SET_THREADS) {
    try {
      const set = library.func(`void ${name}(int threads)`);
      set(threads);
      let current = threads;
      return (wanted) => {
        if (wanted === current) return;
        set(wanted);
        current = wanted;
      };
    } catch {
      // Another library's name for it.
    }
  }
  return undefined;
}
