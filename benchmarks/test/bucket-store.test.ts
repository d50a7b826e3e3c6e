import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseQueueFlags } from '../src/cli/queue-flags.ts';
import { openBucketStore } from '../src/store/bucket-store.ts';

const BYTES = Buffer.from('bytes');
const SECRET = 'hunter2';

let folder: string;
let service: S3rver;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-bucket-'));
  service = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'runs', configs: [] }],
  });
  const { port } = (await service.run()) as AddressInfo;
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  // Those of the service, which holds signatures against them.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
});
afterEach(() => void vi.unstubAllEnvs());

describe('a bucket that workers share', () => {
  test('gives back what it was given, and forgets what is dropped', async () => {
    const store = await openBucketStore({ bucket: 'runs', prefix: 'mine/' });
    expect(await store.get('network', 'ab12')).toBeUndefined();
    expect(await store.has('network', 'ab12')).toBe(false);
    expect(await store.put('network', 'ab12', BYTES)).toBe(true);
    expect(await store.has('network', 'ab12')).toBe(true);
    expect(Buffer.from((await store.get('network', 'ab12'))!)).toEqual(BYTES);
    expect(await store.has('hidden', 'ab12')).toBe(false);
    const other = await openBucketStore({ bucket: 'runs', prefix: '' });
    expect(await other.has('network', 'ab12')).toBe(false);
    await store.drop('network', 'ab12');
    expect(await store.has('network', 'ab12')).toBe(false);
  });

  test('has nothing where a bit has changed', async () => {
    const store = await openBucketStore({ bucket: 'runs', prefix: '' });
    await store.put('record', 'ab12', BYTES);
    const file = join(folder, 'runs', 'records', 'ab', 'ab12._S3rver_object');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(await store.get('record', 'ab12')).toBeUndefined();
  });

  test.each([
    { name: 'that is not there', change: {}, bucket: 'none', says: 'NoSuchBucket' },
    {
      name: 'with a wrong key',
      change: { AWS_ACCESS_KEY_ID: 'guess' },
      bucket: 'runs',
      says: 'InvalidAccessKeyId',
    },
    {
      name: 'of no service',
      change: { AWS_ENDPOINT_URL: 'http://me:pw@127.0.0.1:1' },
      bucket: 'runs',
      says: 'ECONNREFUSED',
    },
  ])('$name is told of at once, and nothing secret with it', async ({ change, bucket, says }) => {
    for (const [name, value] of Object.entries(change)) vi.stubEnv(name, value);
    const error = await openBucketStore({ bucket, prefix: '' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'NOT_WRITABLE' });
    const { message } = error as Error;
    expect(message).toContain(says);
    expect(message).toContain(`s3://${bucket}/`);
    for (const secret of [SECRET, 'me:pw']) expect(message).not.toContain(secret);
  });

  test('that takes no more fails for a record, and for nothing else', async () => {
    const store = await openBucketStore({ bucket: 'runs', prefix: '' });
    await service.close();
    expect(await store.put('network', 'ef56', BYTES)).toBe(false);
    expect(await store.get('network', 'ef56')).toBeUndefined();
    expect(await store.has('network', 'ef56')).toBe(false);
    await expect(store.put('record', 'ef56', BYTES)).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });
});

describe('--store', () => {
  test.each([
    { typed: 's3://runs', store: { kind: 'bucket', bucket: 'runs', prefix: '' } },
    { typed: 's3://my-runs.eu/', store: { kind: 'bucket', bucket: 'my-runs.eu', prefix: '' } },
    { typed: 's3://runs/a/b/', store: { kind: 'bucket', bucket: 'runs', prefix: 'a/b/' } },
    { typed: '/shared', store: { kind: 'folder', folder: '/shared' } },
  ])('$typed is a $store.kind', ({ typed, store }) => {
    expect(parseQueueFlags({ queue: 'redis://host', store: typed })?.store).toEqual(store);
  });

  test.each(['s3://', 's3:/runs', 's3://Runs', 'gs://runs', 'https://host/runs'])('%s is none', (typed) => {
    expect(() => parseQueueFlags({ queue: 'redis://host', store: typed })).toThrow(
      /--store is not valid[^]*s3:\/\/BUCKET/,
    );
  });
});
