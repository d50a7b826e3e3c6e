import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-write.ts';
import type { Suite, SuiteResults } from '../suite.ts';

/**
 * Writes the files of a suite's report.
 * @returns their paths
 */
export async function writeReport(directory: string, suite: Suite, results: SuiteResults): Promise<string[]> {
  const files = await suite.report(results);
  return [...files].map(([name, content]) => {
    const file = join(directory, name);
    writeAtomically(file, content);
    return file;
  });
}
