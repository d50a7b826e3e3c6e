// Writes the compiled kernels where the sources import them: `pnpm simd`.
import { writeFileSync } from 'node:fs';
import { compileKernels } from './compile.mjs';

const base64 = await compileKernels();
writeFileSync(
  new URL('../src/simd/module.ts', import.meta.url),
  `// Written by \`pnpm simd\` from simd/kernels.ts; a test compares the two.\n\n/** The compiled kernels, in base64. */\nexport const KERNELS_MODULE: string =\n  '${base64}';\n`,
);
