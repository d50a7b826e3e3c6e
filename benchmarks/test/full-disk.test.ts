import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, storeOf, type QueueConnection } from '../src/queue/connection.ts';
import { decodeRecord } from '../src/store/report-store.ts';
import type { Store } from '../src/store/store.ts';
import { openCommandLine, SHORT, type CommandLine } from './command-line.ts';
import { exampleRecord } from './example-record.ts';
import { HAS_REDIS, startRedis, type RedisServer } from './redis.ts';
import { askQueue, BEHAVIOUR, ends, kinds, plannedJobs, workingOn } from './try-queue.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-full-'));
const disk = join(root, 'disk');
mkdirSync(disk);
/** A disk of half a mebibyte, where the system lets this process have one. */
const HAS_DISK =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]).status === 0;
if (!HAS_DISK) console.log('No file system can be mounted here: tests of full disks are left out.');

const FILLER = join(disk, 'filler');

function fill(): void {
  const file = openSync(FILLER, 'w');
  try {
    for (const size of [4096, 1]) for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(file);
  }
}

let cli: CommandLine;
let server: RedisServer;
let connection: QueueConnection;

describe.skipIf(!HAS_REDIS || !HAS_DISK)('a full disk', () => {
  beforeAll(async () => {
    server = await startRedis();
    cli = openCommandLine();
  });
  afterAll(async () => {
    cli.close();
    await server.stop();
  });
  beforeEach(async () => {
    vi.stubEnv('HEBBENCH_TEST_STUB_RECORD', JSON.stringify(exampleRecord()));
    connection = await connect({ url: server.url, shown: server.url });
    await connection.redis.config('SET', 'maxmemory', '0');
    await connection.redis.flushall();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await connection.close();
    rmSync(FILLER, { force: true });
  });

  test('of who asks costs nothing that was done: the same command has it when there is room', async () => {
    const out = join(disk, 'runs');
    const words = `--filter ${SHORT} --scale smoke --data embedded --out ${out} --queue ${server.url}`;
    const argv = words.split(' ');
    fill();
    const { result } = await workingOn(
      server.url,
      async () => {
        const ended = await cli.bench(argv);
        await vi.waitFor(async () => expect(await connection.queue.getCompletedCount()).toBe(2), 60_000);
        return ended;
      },
      { scratch: join(root, 'scratch') },
    );
    expect(result.status, `${result.stderr}`).toBe(1);
    for (const says of ['ENOSPC', 'cannot be written', 'free some space'])
      expect(result.stderr).toContain(says);
    rmSync(FILLER);
    // Nobody works any more.
    const again = await cli.bench(argv);
    expect(again.status, `${again.stderr}`).toBe(0);
    expect(readdirSync(join(out, 'table1', 'smoke-embedded', 'records'))).toHaveLength(2);
  });

  test('of a worker puts runs back, which are done when there is room', async () => {
    const [job] = await plannedJobs(SHORT);
    await storeOf(connection).put('network', job!.modelHash, Buffer.alloc(8192));
    const options = { scratch: join(disk, 'scratch') };
    const { result, told } = await workingOn(
      server.url,
      async () => {
        fill();
        const asked = askQueue(server.url, [job!]);
        const [delayed] = await vi.waitFor(async () => {
          const found = await connection.queue.getDelayed();
          expect(found).toHaveLength(1);
          return found;
        }, 60_000);
        rmSync(FILLER);
        await delayed!.promote();
        return asked;
      },
      options,
    );
    expect(kinds(result)).toEqual(['done']);
    expect(ends(told)).toEqual(['later', 'done']);
    expect(told.find(({ kind }) => kind === 'ends')).toMatchObject({
      outcome: { waitsFor: expect.stringMatching(/room for its files .*ENOSPC/) },
    });
  });

  test('or memory of the server is told of by who asks', async () => {
    const jobs = await plannedJobs(SHORT);
    await connection.redis.config('SET', 'maxmemory', '1');
    await expect(askQueue(server.url, jobs)).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
      got: expect.stringContaining('OOM'),
    });
  });

  test('or memory of the server has a worker hold what it has found', async () => {
    vi.stubEnv(BEHAVIOUR, 'slow');
    const [job] = await plannedJobs(SHORT);
    const refused = vi.fn();
    const kept = storeOf(connection);
    const store: Store = {
      ...kept,
      put: (...what) =>
        kept.put(...what).catch((error: unknown) => {
          refused();
          throw error;
        }),
    };
    let room = '';
    const { result, told } = await workingOn(
      server.url,
      async () => {
        const asked = askQueue(server.url, [job!]);
        await vi.waitFor(async () => expect(await connection.queue.getActiveCount()).toBe(1), 60_000);
        await connection.redis.config('SET', 'maxmemory', '1');
        await vi.waitFor(() => expect(refused).toHaveBeenCalled(), 60_000);
        room = new Date().toISOString();
        await connection.redis.config('SET', 'maxmemory', '0');
        return asked;
      },
      { scratch: join(root, 'scratch'), store, leaseSeconds: 30, retrySeconds: 0.2 },
    );
    expect(kinds(result)).toEqual(['done']);
    expect(ends(told)).toEqual(['done']);
    const record = decodeRecord((await storeOf(connection).get('record', job!.id))!);
    expect(record.provenance.startedAt < room).toBe(true);
  });
});

afterAll(() => {
  if (HAS_DISK) spawnSync('umount', [disk]);
  rmSync(root, { recursive: true, force: true });
});
