// Adds the packages of the engine `webgpu` beside the engine's own: Dawn, which is large, and TensorFlow.js's backend.
// Only who asks for them gets them: `pnpm add:webgpu`; docs/webgpu.md says more.
//
// With npm, in a folder that pnpm knows nothing of, so that the lock file stays as it is. Without the packages that the
// backend asks to share: it finds the engine's own TensorFlow.js further up.
//
// For tests, HEBBENCH_WEBGPU_FOLDER names the folder, and HEBBENCH_NPM the command.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The release that the conformance suite was run on. */
const DAWN = 'webgpu@0.6.2';

const require = createRequire(import.meta.url);
const { version } = require('@tensorflow/tfjs-core/package.json');
const packages = [DAWN, `@tensorflow/tfjs-backend-webgpu@${version}`];
const folder =
  process.env.HEBBENCH_WEBGPU_FOLDER ??
  join(fileURLToPath(new URL('../node_modules', import.meta.url)), '.webgpu');

console.log(`Adding ${packages.join(' and ')} …`);
mkdirSync(folder, { recursive: true });
const { status, error } = spawnSync(
  process.env.HEBBENCH_NPM ?? 'npm',
  [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    ...packages,
  ],
  // npm is a script of the shell on Windows.
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
if (error || status !== 0) {
  console.error(
    `The engine webgpu was not added: npm ${error ? `cannot be run (${error.code ?? error.message})` : `ended with status ${status}`}`,
  );
  process.exitCode = 1;
} else console.log('The engine webgpu is added. `pnpm bench engines` says whether it finds a graphics card.');
