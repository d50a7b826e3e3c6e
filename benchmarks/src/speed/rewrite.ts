import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAtomically } from '../store/atomic-write.ts';
import { speedResultsSchema } from './measurement.ts';
import { speedFiles } from './report.ts';

/** What `pnpm bench speed --out` measured, beside the report that it makes of it. */
export const SPEED_RESULTS = 'results.json';

/**
 * Files of measurements in a folder and in the folders in it, of another machine for instance, as paths from there.
 */
export function speedResultsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ['', ...folders.map(({ name }) => name)]
    .map((name) => join(name, SPEED_RESULTS))
    .filter((file) => existsSync(join(directory, file)));
}

/**
 * Writes the reports of `pnpm bench speed` again, of a folder and of the folders in it. A damaged file costs its own
 * report alone.
 * @param warn - told of files that cannot be read
 * @returns how many were written
 */
export function rewriteSpeedReports(directory: string, warn: (message: string) => void): number {
  let written = 0;
  for (const name of speedResultsIn(directory)) {
    const file = join(directory, name);
    try {
      const results = speedResultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      for (const [report, content] of speedFiles(results))
        writeAtomically(join(dirname(file), report), content);
      written++;
    } catch (error) {
      warn(
        `${file} is not what \`pnpm bench speed --out\` writes, and its report stays as it is: ${(error as Error).message}`,
      );
    }
  }
  return written;
}
