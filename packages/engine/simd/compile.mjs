// Compiles kernels.ts, and what it exports from other files, to WebAssembly with AssemblyScript.
import asc from 'assemblyscript/asc';
import { readFileSync } from 'node:fs';

const FILES = new Set([
  'kernels.ts',
  'lanes.ts',
  'normalise-gradient.ts',
  'normalise.ts',
  'patches.ts',
  'pool.ts',
  'power.ts',
  'rescale.ts',
  'rows.ts',
  'standardise.ts',
]);

/** The compiled module's bytes in base64. */
export async function compileKernels() {
  let binary;
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      '--outFile',
      'kernels.wasm',
      '--optimizeLevel',
      '3',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
      '--use',
      'abort=',
    ],
    {
      readFile: (name) => (FILES.has(name) ? readFileSync(new URL(name, import.meta.url), 'utf8') : null),
      writeFile: (name, content) => {
        if (name === 'kernels.wasm') binary = content;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`kernels.ts does not compile: ${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}
