import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-write.ts';
import type { Suite, SuiteResults } from '../suite.ts';

/**
 * Writes the files of a suite's report.
 * @returns their names
 */
export async function writeReport(directory: string, suite: Suite, results: SuiteResults): Promise<string[]> {
  const files = await suite.report(results);
  return [...files].map(([name, content]) => {
    writeAtomically(join(directory, name), content);
    return name;
  });
}

const NAMED = 8;

/** What was written where, in one line. */
export function writtenText(directory: string, files: readonly string[]): string {
  const more = files.length > NAMED ? `, and ${files.length - NAMED} more` : '';
  return `Written to ${directory}: ${files.slice(-NAMED).join(', ')}${more}`;
}
