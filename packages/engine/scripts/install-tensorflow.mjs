// Runs the installer of tfjs-node, which downloads libtensorflow, after `pnpm install`. The engine `tensorflow` is one of
// several: where its library cannot be had, one line says so, the installer's own output is left out, and nothing fails.
// `node install-tensorflow.mjs [FOLDER]`: the folder of the package, for tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const REACH_MILLISECONDS = 5000;
const INSTALL_MILLISECONDS = 15 * 60_000;

const folder = process.argv[2] ?? findPackage();
if (folder !== undefined && !isInstalled(folder)) await install(folder);

function findPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    // An optional dependency that was left out.
    return undefined;
  }
}

function isInstalled(directory) {
  const lib = join(directory, 'lib');
  return existsSync(lib) && readdirSync(lib).some((name) => existsSync(join(lib, name, 'tfjs_binding.node')));
}

async function install(directory) {
  const problem = (await unreachable()) ?? runInstaller(directory);
  if (problem !== undefined) {
    console.log(
      `libtensorflow is left out, and with it the engine tensorflow, one of several: ${problem}; docs/tensorflow.md has another way to it`,
    );
  }
}

/** Why the host of the library cannot be reached: the installer itself would wait for minutes. */
async function unreachable() {
  // The installer knows of proxies, and `fetch` does not.
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return undefined;
  const host = process.env.TFJS_NODE_CDN_STORAGE || 'https://storage.googleapis.com/';
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MILLISECONDS) });
    return undefined;
  } catch (error) {
    return `${host} cannot be reached (${error.cause?.code ?? error.message})`;
  }
}

function runInstaller(directory) {
  const { status, error, stdout, stderr } = spawnSync(process.execPath, ['scripts/install.js'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    timeout: INSTALL_MILLISECONDS,
    env: {
      ...process.env,
      PATH: [join(directory, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    },
  });
  if (isInstalled(directory)) return undefined;
  const lines = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').map((line) => line.trim());
  const reason = error?.message ?? lines.find((line) => /error|cannot|failed/i.test(line));
  return `its installer ended with ${status ?? 'no'} status${reason ? `: ${reason.slice(0, 200)}` : ''}`;
}
