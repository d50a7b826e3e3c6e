import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { hasLibrary } from '../src/tensorflow.ts';

const SCRIPT = fileURLToPath(new URL('../scripts/build-tensorflow.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hebbench-build-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Stands in for python3: "downloads" a wheel, or unpacks one that has the libraries. */
const PYTHON = `#!/bin/sh
echo "$@" >>"$LOG"
if [ "$2" = pip ]; then
  while [ "$1" != --dest ]; do shift; done
  touch "$2/some.whl"
else
  mkdir -p "$4/tensorflow/include"
  touch "$4/tensorflow/libtensorflow_cc.so.2" "$4/tensorflow/libtensorflow_framework.so.2"
fi
`;
/** Stands in for the compiler: writes what follows \`-o\`. */
const COMPILER = `#!/bin/sh
echo "$@" >>"$LOG"
while [ "$1" != -o ]; do shift; done
touch "$2"
`;
const BROKEN = '#!/bin/sh\necho "error: no such thing" >&2\nexit 3\n';

interface Built {
  readonly folder: string;
  readonly status: number | null;
  readonly said: string;
  /** What the tools were called with. */
  readonly calls: string;
}

function build(name: string, tools: Readonly<Record<string, string>>, ...args: string[]): Built {
  const folder = join(root, name, 'package');
  const bin = join(root, name, 'bin');
  for (const directory of [folder, bin]) mkdirSync(directory, { recursive: true });
  for (const [tool, text] of Object.entries(tools)) {
    writeFileSync(join(bin, tool), text);
    chmodSync(join(bin, tool), 0o755);
  }
  const log = join(root, name, 'log');
  writeFileSync(log, '');
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    encoding: 'utf8',
    env: {
      PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
      CXX: join(bin, 'c++'),
      HEBBENCH_TFJS_NODE: folder,
      LOG: log,
    },
  });
  return { folder, status, said: stdout + stderr, calls: readFileSync(log, 'utf8') };
}

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('pnpm build:tensorflow', () => {
  test('downloads, unpacks and compiles into the package', () => {
    const { folder, status, calls } = build('whole', { python3: PYTHON, 'c++': COMPILER });
    expect(status).toBe(0);
    expect(hasLibrary(folder)).toBe(true);
    expect(existsSync(join(folder, 'deps', 'lib', 'libtensorflow_cc.so.2'))).toBe(true);
    expect(calls).toContain('tensorflow-cpu==');
    expect(calls).toContain('-rpath,$ORIGIN/../../deps/lib');
  });

  test('takes a wheel that is there, and says where none is', () => {
    const wheel = join(root, 'a.whl');
    writeFileSync(wheel, '');
    const { status, calls } = build('wheel', { python3: PYTHON, 'c++': COMPILER }, wheel);
    expect(status).toBe(0);
    expect(calls).not.toContain('pip');
    const missing = build('no-wheel', { python3: PYTHON, 'c++': COMPILER }, join(root, 'b.whl'));
    expect(missing).toMatchObject({ status: 1, said: expect.stringContaining('b.whl') as string });
  });

  test('says which tool failed, and leaves no engine behind', () => {
    const { folder, status, said } = build('broken', { python3: PYTHON, 'c++': BROKEN });
    expect(status).toBe(1);
    expect(said).toMatch(/c\+\+ ended with status 3\nerror: no such thing/);
    expect(hasLibrary(folder)).toBe(false);
  });
});
