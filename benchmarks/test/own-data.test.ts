import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCommandLine, type CommandLine } from './command-line.ts';

const SIDE = 28;
const FILTER = 'table1/mnist/nonneg/1-layer/random-features/*';

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

/** An IDX file of unsigned bytes. */
function idx(shape: readonly number[], value: (at: number) => number): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeUInt32BE(0x0800 + shape.length);
  shape.forEach((length, axis) => head.writeUInt32BE(length, 4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  return Buffer.concat([head, Uint8Array.from({ length: size }, (_, at) => value(at))]);
}

/** Images that bear MNIST's name: a bar at the place of its class. */
function ownImages(name: string, brightness: number): string {
  const folder = join(cli.out, name, 'mnist');
  mkdirSync(folder, { recursive: true });
  for (const [split, count] of [
    ['train', 240],
    ['t10k', 60],
  ] as const) {
    const pixel = (at: number): number => {
      const image = Math.floor(at / SIDE ** 2);
      return Math.floor((at % SIDE ** 2) / SIDE / 2.8) === image % 10 ? brightness : 0;
    };
    writeFileSync(join(folder, `${split}-images-idx3-ubyte`), idx([count, SIDE, SIDE], pixel));
    writeFileSync(
      join(folder, `${split}-labels-idx1-ubyte`),
      idx([count], (at) => at % 10),
    );
  }
  return join(cli.out, name);
}

test('own images have reports of their own, which say what they are of', async () => {
  const own = ownImages('own', 255);
  const words = `--filter ${FILTER} --scale smoke --data real --out ${join(cli.out, 'runs')}`.split(' ');
  const argv = (folder: string): string[] => [...words, '--data-dir', folder];
  const { status, stdout, stderr } = await cli.bench([...argv(own), '--workers', '1']);
  expect(status, `${stderr}`).toBe(0);
  expect(stderr).toContain('kept apart');
  const reports = readdirSync(join(cli.out, 'runs', 'table1'));
  expect(reports).toEqual([expect.stringMatching(/^smoke-own-[0-9a-f]{8}$/)]);
  const [, key] = reports[0]!.split(/-(.*)/);
  expect(stdout).toContain(`scale smoke, ${key} data`);
  expect(stdout).not.toContain('published');

  const summary = readFileSync(join(cli.out, 'runs', 'table1', reports[0]!, 'summary.md'), 'utf8');
  expect(summary).toContain(`# Table 1, scale smoke, ${key} data`);
  expect(summary).toContain('--data real --data-dir DIR --force');
  // Whoever knows these images can see that they are meant.
  expect(summary).toMatch(/Data: mnist own [0-9a-f]{16}…/);

  expect((await cli.here([...argv(own), '--dry-run'])).stdout).toContain('finished');
  expect((await cli.here([...argv(ownImages('others', 100)), '--dry-run'])).stdout).toContain('to run');
}, 300_000);
