// Makes the engine `tensorflow` from PyPI and a C++ compiler, for networks that refuse the host from which tfjs-node
// downloads its library: the library and its headers come from a wheel of TensorFlow, and tfjs-node's own sources are
// compiled against them. Only who asks for it gets it: `pnpm build:tensorflow [WHEEL]`; docs/tensorflow.md says more.
//
// For tests, HEBBENCH_TFJS_NODE names the folder of the package.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The release that the conformance suite was run on. */
const TENSORFLOW = 'tensorflow-cpu==2.21.0';
/** Python of which the wheel is asked for: which one does not matter, as only the library is used. */
const WHEEL_OF_PYTHON = '3.11';
/** Of Node-API, for the folder that tfjs-node looks into; any later Node.js takes it. */
const NODE_API = 8;
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** Parts of the wheel that are needed: the libraries, and what the C interface's headers include. */
const MEMBERS = [
  ...LIBRARIES.map((name) => `tensorflow/${name}`),
  ...['tensorflow/c/', 'tensorflow/core/platform/', 'tensorflow/tsl/', 'tsl/', 'xla/tsl/'].map(
    (folder) => `tensorflow/include/${folder}`,
  ),
];

const UNPACK = `
import sys, zipfile
wheel, folder, *members = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith(tuple(members)):
            archive.extract(name, folder)
`;

const require = createRequire(import.meta.url);

try {
  main(process.argv[2]);
} catch (error) {
  console.error(`The engine tensorflow was not built: ${error.message}`);
  process.exitCode = 1;
}

function main(wheel) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`this works on Linux x64, not on ${process.platform} ${process.arch}`);
  const tfjsNode = findPackage();
  // Beside where the libraries go: they need not be copied, and a folder for temporary files may be too small for them.
  const scratch = mkdtempSync(join(tfjsNode, 'wheel-'));
  try {
    unpack(wheel === undefined ? download(scratch) : resolve(wheel), scratch);
    const deps = join(tfjsNode, 'deps', 'lib');
    for (const old of [deps, join(tfjsNode, 'lib')]) rmSync(old, { recursive: true, force: true });
    mkdirSync(deps, { recursive: true });
    for (const name of LIBRARIES) renameSync(join(scratch, 'tensorflow', name), join(deps, name));
    compile(tfjsNode, deps, join(scratch, 'tensorflow', 'include'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log('The engine tensorflow is built. `pnpm bench engines` shows it beside the others.');
}

function findPackage() {
  if (process.env.HEBBENCH_TFJS_NODE) return process.env.HEBBENCH_TFJS_NODE;
  try {
    return dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    throw new Error('@tensorflow/tfjs-node is not installed; run `pnpm install` first');
  }
}

function download(folder) {
  console.log(`Downloading ${TENSORFLOW} (about 270 MB) …`);
  run('python3', [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--python-version',
    WHEEL_OF_PYTHON,
    '--dest',
    folder,
    TENSORFLOW,
  ]);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip downloaded no wheel');
  return join(folder, wheel);
}

function unpack(wheel, folder) {
  if (!existsSync(wheel)) throw new Error(`there is no file ${wheel}`);
  console.log('Unpacking …');
  run('python3', ['-c', UNPACK, wheel, folder, ...MEMBERS]);
  const missing = LIBRARIES.find((name) => !existsSync(join(folder, 'tensorflow', name)));
  if (missing !== undefined) throw new Error(`${wheel} has no ${missing}; a wheel of ${TENSORFLOW} has`);
}

function compile(tfjsNode, libraries, headers) {
  console.log('Compiling …');
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name));
  const output = join(tfjsNode, 'lib', `napi-v${NODE_API}`);
  mkdirSync(output, { recursive: true });
  run(process.env.CXX || 'c++', [
    '-std=c++17',
    '-O2',
    '-shared',
    '-fPIC',
    `-DNAPI_VERSION=${NODE_API}`,
    `-I${nodeHeaders()}`,
    `-I${headers}`,
    ...sources,
    '-o',
    join(output, 'tfjs_binding.node'),
    `-L${libraries}`,
    ...LIBRARIES.map((name) => `-l:${name}`),
    // The addon finds the libraries beside itself, wherever the folder is moved.
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ]);
}

/** Headers of Node-API, from npm: not every Node.js comes with its own. */
function nodeHeaders() {
  return require('node-api-headers').include_dir;
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) throw new Error(`${command} cannot be run (${error.code ?? error.message})`);
  if (status !== 0) {
    const lines = stderr.trim().split('\n');
    throw new Error(`${command} ended with status ${status}\n${lines.slice(-20).join('\n')}`);
  }
}
