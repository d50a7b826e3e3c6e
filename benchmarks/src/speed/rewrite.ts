import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-write.ts';
import { speedResultsSchema } from './measurement.ts';
import { speedFiles } from './report.ts';

/** What `pnpm bench speed --out` measured, beside the report that it makes of it. */
export const SPEED_RESULTS = 'results.json';

/**
 * Writes the reports of `pnpm bench speed` again, of a folder and of the folders in it. A damaged file costs its own
 * report alone.
 * @param warn - told of files that cannot be read
 * @returns how many were written
 */
export function rewriteSpeedReports(directory: string, warn: (message: string) => void): number {
  if (!existsSync(directory)) return 0;
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  let written = 0;
  for (const folder of [directory, ...folders.map(({ name }) => join(directory, name))]) {
    const file = join(folder, SPEED_RESULTS);
    if (!existsSync(file)) continue;
    try {
      const results = speedResultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      for (const [name, content] of speedFiles(results)) writeAtomically(join(folder, name), content);
      written++;
    } catch (error) {
      warn(
        `${file} is not what \`pnpm bench speed --out\` writes, and its report stays as it is: ${(error as Error).message}`,
      );
    }
  }
  return written;
}
