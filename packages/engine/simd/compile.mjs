// Compiles kernels.ts to WebAssembly with AssemblyScript.
import asc from 'assemblyscript/asc';
import { readFileSync } from 'node:fs';

const SOURCE = new URL('kernels.ts', import.meta.url);

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
      readFile: (name) => (name === 'kernels.ts' ? readFileSync(SOURCE, 'utf8') : null),
      writeFile: (name, content) => {
        if (name === 'kernels.wasm') binary = content;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`kernels.ts does not compile: ${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}
