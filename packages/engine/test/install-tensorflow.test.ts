import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasLibrary } from '../src/tensorflow.ts';

const SCRIPT = fileURLToPath(new URL('../scripts/install-tensorflow.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hebbench-tensorflow-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const BINDING =
  "require('fs').mkdirSync('lib/napi-v8', { recursive: true }); require('fs').writeFileSync('lib/napi-v8/tfjs_binding.node', '');";
const server = createServer((_, response) => response.end());
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A package with an installer, and what the script prints of it. */
async function install(
  name: string,
  installer: string,
  host?: string,
): Promise<{ folder: string; said: string }> {
  const folder = join(root, name);
  mkdirSync(join(folder, 'scripts'), { recursive: true });
  writeFileSync(join(folder, 'scripts', 'install.js'), installer);
  const { port } = server.address() as AddressInfo;
  const env = {
    ...process.env,
    HTTPS_PROXY: '',
    https_proxy: '',
    TFJS_NODE_CDN_STORAGE: host ?? `http://127.0.0.1:${port}/`,
  };
  const ended = await new Promise<{ status: number; said: string }>((resolve) => {
    const child = spawn(process.execPath, [SCRIPT, folder], { env });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += String(chunk)));
    child.on('close', (status) => resolve({ status: status!, said }));
  });
  expect(ended.status).toBe(0);
  return { folder, said: ended.said };
}

test('an installer that fails takes one line and no stack trace', async () => {
  const { folder, said } = await install('fails', "throw new Error('no such host');");
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain('libtensorflow is left out');
  expect(said).toContain('no such host');
  expect(hasLibrary(folder)).toBe(false);
});

test('a host that is not there is not waited for, and the installer is not run', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const host = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/`;
  await new Promise((resolve) => gone.close(resolve));
  const { folder, said } = await install('unreachable', BINDING, host);
  expect(said).toContain(`${host} cannot be reached (ECONNREFUSED)`);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(hasLibrary(folder)).toBe(false);
});

test('a library that can be had is installed, once', async () => {
  const { folder, said } = await install('works', `console.log('a lot'); ${BINDING}`);
  expect(said).toBe('');
  expect(hasLibrary(folder)).toBe(true);
  expect((await install('works', "throw new Error('again');")).said).toBe('');
});
