import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VALUES = 16;
const CLASSES = 3;

/**
 * Writes small images of three classes as CSV, which `--dataset NAME=FOLDER` takes.
 * @param shade - that of the pixels which are not empty: another one makes other images
 */
export function writeOwnImages(folder: string, shade = 200): string {
  mkdirSync(folder, { recursive: true });
  for (const [split, count] of [
    ['train', 60],
    ['test', 30],
  ] as const) {
    const rows = Array.from({ length: count }, (_, n) => [
      n % CLASSES,
      ...Array.from({ length: VALUES }, (__, at) => (at % CLASSES === n % CLASSES ? shade - (n % 7) : 0)),
    ]);
    writeFileSync(join(folder, `${split}.csv`), `${rows.join('\n')}\n`);
  }
  return folder;
}
