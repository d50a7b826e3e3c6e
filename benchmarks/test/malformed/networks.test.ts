import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHiddenLayerStore } from '../../src/store/hidden-layer-store.ts';
import { openModelStore, type StoredModel } from '../../src/store/model-store.ts';
import { encodeTensors } from '../../src/store/tensor-file.ts';

const TENSORS = { kernel: { shape: [2, 2], data: Float32Array.of(0.1, 2, 3, 4) } };
const MODEL: StoredModel = { phases: [], diagnostics: { converged: 0.5 }, extra: [], tensors: TENSORS };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-networks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Both kinds of files of tensors, each with one for the hash `a` and one for `b`. */
const STORES = [
  {
    kind: 'network',
    file: (hash: string) => join(folder, `${hash}.bin`),
    save: (hash: string) => openModelStore(folder).save(hash, MODEL),
    load: (hash: string): unknown => openModelStore(folder).load(hash),
  },
  {
    kind: 'hidden layers',
    file: (hash: string) => join(folder, `${hash}.hidden.bin`),
    save: (hash: string) =>
      openHiddenLayerStore(folder, hash, { retrain: false }).save({ phases: [], tensors: TENSORS }),
    load: (hash: string): unknown => openHiddenLayerStore(folder, hash, { retrain: false }).load(),
  },
] as const;

const edit = (change: (bytes: Buffer) => Uint8Array) => (file: string) =>
  writeFileSync(file, change(readFileSync(file)));

const DAMAGE: readonly { name: string; damage: (file: string) => void }[] = [
  { name: 'empty', damage: edit(() => Buffer.alloc(0)) },
  { name: 'cut off by a byte', damage: edit((bytes) => bytes.subarray(0, -1)) },
  { name: 'cut off in its head', damage: edit((bytes) => bytes.subarray(0, 40)) },
  { name: 'cut off in its digest', damage: edit((bytes) => bytes.subarray(0, 10)) },
  { name: 'longer than it should be', damage: edit((bytes) => Buffer.concat([bytes, Buffer.of(0)])) },
  { name: 'text', damage: (file) => writeFileSync(file, 'x'.repeat(1000)) },
  { name: 'zeros', damage: edit((bytes) => Buffer.alloc(bytes.length)) },
  { name: 'changed in a bit of a weight', damage: edit((bytes) => flip(bytes, bytes.length - 2)) },
  { name: 'changed in a bit of its head', damage: edit((bytes) => flip(bytes, 45)) },
  { name: 'changed in a bit of its digest', damage: edit((bytes) => flip(bytes, 3)) },
  { name: 'another one’s under its name', damage: (file) => copyFileSync(file.replace('/a.', '/b.'), file) },
  {
    name: 'in the form of an earlier release',
    damage: (file) =>
      writeFileSync(file, encodeTensors({ of: undefined as never, head: [], tensors: TENSORS })),
  },
  {
    name: 'of another shape than its values have',
    damage: (file) =>
      writeFileSync(
        file,
        encodeTensors({
          of: 'a',
          head: [],
          tensors: { kernel: { shape: [3, 3], data: TENSORS.kernel.data } },
        }),
      ),
  },
  { name: 'a folder', damage: replaceBy((file) => mkdirSync(file)) },
  { name: 'a named pipe', damage: replaceBy((file) => execFileSync('mkfifo', [file])) },
  { name: 'a device', damage: replaceBy((file) => symlinkSync('/dev/zero', file)) },
  { name: 'a link to itself', damage: replaceBy((file) => symlinkSync(file, file)) },
];

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 1;
  return bytes;
}

function replaceBy(make: (file: string) => void): (file: string) => void {
  return (file) => {
    rmSync(file);
    make(file);
  };
}

describe.each(STORES)('a stored file of a $kind', ({ file, save, load }) => {
  beforeEach(() => ['a', 'b'].forEach(save));

  test('is given back under its own name', () => {
    expect(load('a')).toMatchObject({ tensors: TENSORS });
    expect(load('c')).toBeUndefined();
  });

  test.each(DAMAGE)('that is $name is of no use', ({ damage }) => {
    damage(file('a'));
    expect(load('a')).toBeUndefined();
    expect(load('b')).toMatchObject({ tensors: TENSORS });
  });
});
