import { HebbenchError } from '@hebbench/core';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseQueueFlags, requireQueue } from '../src/cli/queue-flags.ts';
import { parseQueue } from '../src/queue/address.ts';
import { connect } from '../src/queue/connection.ts';
import { payloadsOf, parsePayload } from '../src/queue/payload.ts';
import { decodeError, encodeError, parseProgress } from '../src/queue/progress.ts';
import { Scratch } from '../src/queue/scratch.ts';
import { folderStore } from '../src/store/folder-store.ts';
import { layeredStore } from '../src/store/layered-store.ts';
import { modelPath } from '../src/store/model-store.ts';
import { hashOf, jobOf } from './example-job.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-queue-parts-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the address of a queue', () => {
  test.each([
    { typed: 'redis://host', url: 'redis://host', shown: 'redis://host' },
    { typed: 'redis://host:6380/3', url: 'redis://host:6380/3', shown: 'redis://host:6380/3' },
    { typed: 'rediss://me:secret@host', url: 'rediss://me:secret@host', shown: 'rediss://me@host' },
    { typed: 'redis://:secret@host', url: 'redis://:secret@host', shown: 'redis://host' },
    { typed: 'redis://host', password: 'p@ss', url: 'redis://:p%40ss@host', shown: 'redis://host' },
  ])('$typed is shown as $shown', ({ typed, password = '', url, shown }) => {
    vi.stubEnv('HEBBENCH_QUEUE_PASSWORD', password);
    expect(parseQueue(typed)).toEqual({ url, shown });
  });

  test.each([
    'host',
    'http://host',
    'redis://',
    'redis://me:secret@host/runs',
    'localhost:6379',
    ':secret@host',
    'redis:/:secret@host',
    'redis://:se/secret@host',
    'redis://:p@secret@host/runs',
  ])('%s is none, and a password in it is not printed', (typed) => {
    const error = thrown(() => parseQueue(typed));
    expect(error.code).toBe('USAGE');
    expect(error.message).not.toContain('secret');
  });

  test.each([{ flags: { store: 'x' } }, { flags: {} }])('is asked for where it is left out', ({ flags }) => {
    expect(thrown(() => requireQueue(flags)).code).toBe('USAGE');
  });

  test('may be left out where runs are done here', () => {
    expect(parseQueueFlags({})).toBeUndefined();
  });

  test('at which nobody answers is told of', async () => {
    const address = parseQueue('redis://:secret@127.0.0.1:1');
    await expect(connect(address)).rejects.toMatchObject({ code: 'QUEUE_UNREACHABLE', exitCode: 1 });
    await expect(connect(address)).rejects.not.toThrow('secret');
  });
});

function thrown(action: () => unknown): HebbenchError {
  try {
    action();
  } catch (error) {
    if (error instanceof HebbenchError) return error;
  }
  throw new Error('nothing was thrown');
}

test('a job comes after those that train what it takes from the store, and after no others', () => {
  const jobs = [
    jobOf('source', 'network'),
    jobOf('attack', 'own', { needs: [hashOf('network')] }),
    jobOf('again', 'network'),
    jobOf('first', 'x', { hiddenHash: hashOf('layers') }),
    jobOf('second', 'y', { hiddenHash: hashOf('layers') }),
  ];
  const after = Object.fromEntries(payloadsOf(jobs).map((each) => [each.job.id, each.after]));
  expect(after).toEqual({
    [hashOf('source')]: [],
    [hashOf('attack')]: [hashOf('source')],
    [hashOf('again')]: [hashOf('source')],
    [hashOf('first')]: [],
    [hashOf('second')]: [hashOf('first')],
  });
});

test('a job is the same when it has been in a queue, and holds no path', () => {
  const [payload] = payloadsOf([jobOf('a', 'b', { hiddenHash: hashOf('c') })]);
  const text = JSON.stringify(payload);
  expect(parsePayload(JSON.parse(text))).toEqual(payload);
  expect(text).not.toContain('"/');
});

test.each([
  { name: 'nothing', found: undefined },
  { name: 'of another release', found: { version: 2 } },
  { name: 'with more in it', found: { ...payloadsOf([jobOf('a', 'b')])[0], entry: '/etc' } },
  { name: 'with a path for a hash', found: { ...payloadsOf([jobOf('../../x', 'b', { id: '../../x' })])[0] } },
])('what is $name is no job', ({ found }) => {
  expect(() => parsePayload(found)).toThrow('not a job of this release');
});

test('errors and progress are what they were when they have been in a queue', () => {
  const error = { code: 'RULE_FAULT', message: 'It broke.\nBadly.' };
  expect(decodeError(encodeError(error))).toEqual(error);
  expect(decodeError('job stalled more than allowable limit')).toMatchObject({ code: 'WORKER_DIED' });
  expect(parseProgress(7)).toBeUndefined();
  expect(parseProgress({ kind: 'waits', worker: 'w', for: 'x' })).toMatchObject({ for: 'x' });
});

describe('a folder that workers share', () => {
  const BYTES = Buffer.from('bytes');

  test('gives back what it was given, and forgets what is dropped', async () => {
    const store = folderStore(folder);
    expect(await store.get('network', 'ab12')).toBeUndefined();
    expect(await store.put('network', 'ab12', BYTES)).toBe(true);
    expect(await store.has('network', 'ab12')).toBe(true);
    expect(Buffer.from((await store.get('network', 'ab12'))!)).toEqual(BYTES);
    expect(await store.has('hidden', 'ab12')).toBe(false);
    await store.drop('network', 'ab12');
    expect(await store.has('network', 'ab12')).toBe(false);
  });

  test('has nothing where a bit has changed', async () => {
    const store = folderStore(folder);
    await store.put('record', 'ab12', BYTES);
    const file = join(folder, 'records', 'ab', 'ab12');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(await store.get('record', 'ab12')).toBeUndefined();
  });

  test('that cannot be written fails for a record, and for nothing else', async () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const store = folderStore(join(folder, 'in-the-way'));
    expect(await store.put('network', 'ab12', BYTES)).toBe(false);
    await expect(store.put('record', 'ab12', BYTES)).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });

  test('beside a server holds what is large; records are in both', async () => {
    const [server, large] = [folderStore(join(folder, 'server')), folderStore(join(folder, 'large'))];
    const store = layeredStore(server, large);
    for (const kind of ['record', 'network'] as const) await store.put(kind, 'ab12', BYTES);
    expect(await server.has('network', 'ab12')).toBe(false);
    expect(await server.has('record', 'ab12')).toBe(true);
    await server.drop('record', 'ab12');
    expect(Buffer.from((await store.get('record', 'ab12'))!)).toEqual(BYTES);
  });
});

describe('a worker’s scratch folder', () => {
  test('takes networks from the store and brings new ones, but where all is to be trained again', async () => {
    const store = folderStore(join(folder, 'store'));
    const job = jobOf('a', 'b', { needs: [hashOf('source')] });
    for (const hash of [job.modelHash, ...job.needs]) await store.put('network', hash, Buffer.from(hash));
    const scratch = new Scratch(join(folder, 'scratch'), store);
    const { modelDirectory } = scratch.foldersOf(job);
    await scratch.fetch({ ...job, retrain: true });
    expect(readdirSync(modelDirectory)).toEqual([`${hashOf('source')}.bin`]);
    await scratch.fetch(job);
    expect(readFileSync(modelPath(modelDirectory, job.modelHash), 'utf8')).toBe(job.modelHash);
    const other = jobOf('c', 'd');
    writeFileSync(modelPath(modelDirectory, other.modelHash), 'new');
    await scratch.bring(other);
    expect(Buffer.from((await store.get('network', other.modelHash))!).toString()).toBe('new');
    scratch.remove();
    expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
  });

  test('that cannot be made is told of', () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const error = thrown(() => new Scratch(join(folder, 'in-the-way'), folderStore(folder)));
    expect(error.code).toBe('NOT_WRITABLE');
  });

  test('of a dead worker is removed by the next one', () => {
    const own = new Scratch(join(folder, 'scratch'), folderStore(folder));
    const [name] = readdirSync(join(folder, 'scratch'));
    const dead = join(folder, 'scratch', name!.replace(`.${process.pid}.`, `.${2 ** 22 + 1}.`), 'networks');
    mkdirSync(dead, { recursive: true });
    own.remove();
    new Scratch(join(folder, 'scratch'), folderStore(folder)).remove();
    expect(readdirSync(dirname(dirname(dead)))).toEqual([]);
  });
});
