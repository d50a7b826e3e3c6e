import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { askedDatasets } from '../src/cli/asked-datasets.ts';
import { connect } from '../src/queue/connection.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';
import { exampleRecord } from './example-record.ts';
import { writeOwnImages } from './own-images.ts';
import { HAS_REDIS, startRedis, type RedisServer } from './redis.ts';
import { ends, workingOn } from './try-queue.ts';

const FILTER = 'table1/tiles/nonneg/1-layer/random-features/*';

let server: RedisServer;
let cli: CommandLine;

describe.skipIf(!HAS_REDIS)('own images in a queue', () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    cli = openCommandLine();
    vi.stubEnv('HEBBENCH_TEST_STUB_RECORD', JSON.stringify(exampleRecord()));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    cli.close();
  });

  test('wait for a worker that has the same ones, wherever they lie there', async () => {
    const asked = writeOwnImages(join(cli.out, 'asked'));
    const words = `--filter ${FILTER} --scale smoke --out ${join(cli.out, 'runs')} --dataset tiles=${asked} --queue ${server.url}`;
    const running = cli.bench(words.split(' '));
    const connection = await connect({ url: server.url, shown: server.url });
    /** What a worker with these images, or none, says that a run waits for. */
    const waitsFor = async (dataset?: string): Promise<string> => {
      const { datasets } = await askedDatasets(dataset, []);
      const { told } = await workingOn(
        server.url,
        async () => {
          await vi.waitFor(async () => expect(await connection.queue.getDelayedCount()).toBe(1), 60_000);
        },
        { datasets, scratch: join(cli.out, 'scratch') },
      );
      await (await connection.queue.getDelayed())[0]!.promote();
      const [end] = told.flatMap((event) => (event.kind === 'ends' ? [event.outcome] : []));
      return end?.kind === 'later' ? end.waitsFor : '';
    };
    expect(await waitsFor()).toContain('--dataset tiles=FOLDER');
    const others = writeOwnImages(join(cli.out, 'others'), 100);
    expect(await waitsFor(`tiles=${others}`)).toMatch(
      /images tiles of digest [0-9a-f]{12}… \(here [0-9a-f]{12}…\)/,
    );

    const { datasets } = await askedDatasets(`tiles=${writeOwnImages(join(cli.out, 'same'))}`, []);
    const { result, told } = await workingOn(server.url, () => running, {
      datasets,
      scratch: join(cli.out, 'scratch'),
    });
    expect(result.status, `${result.stderr}`).toBe(0);
    expect(ends(told)).toEqual(['done']);
    await connection.close();
  });
});
