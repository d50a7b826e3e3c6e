import * as tf from '@tensorflow/tfjs-core';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/add-webgpu.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hebbench-webgpu-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the script with something in the place of npm. */
function add(npm: string): { status: number | null; said: string } {
  const command = join(root, 'npm');
  writeFileSync(command, `#!/bin/sh\n${npm}\n`);
  chmodSync(command, 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    encoding: 'utf8',
    env: { HEBBENCH_WEBGPU_FOLDER: join(root, 'own'), HEBBENCH_NPM: command, PATH: '/usr/bin:/bin' },
  });
  return { status, said: stdout + stderr };
}

describe.skipIf(process.platform === 'win32')('pnpm add:webgpu', () => {
  test('asks npm for both packages, without a TensorFlow.js of their own, in a folder of its own', () => {
    const { status, said } = add(`echo "$@" >'${join(root, 'log')}'`);
    expect({ status, said }).toMatchObject({
      status: 0,
      said: expect.stringContaining('is added') as string,
    });
    const words = readFileSync(join(root, 'log'), 'utf8').trim().split(' ');
    expect(words).toEqual(
      expect.arrayContaining([
        'install',
        join(root, 'own'),
        '--legacy-peer-deps',
        `@tensorflow/tfjs-backend-webgpu@${tf.version_core}`,
        expect.stringMatching(/^webgpu@\d/) as string,
      ]),
    );
  });

  test('says that npm failed', () => {
    expect(add('exit 3')).toMatchObject({
      status: 1,
      said: expect.stringContaining('was not added: npm ended with status 3') as string,
    });
  });
});
