import { SCALES } from '@hebbench/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimsDocument, type PublishedResults } from '../claims/document.ts';
import { REPORTS } from '../results/folders.ts';
import { reportFolders } from '../results/report-folders.ts';
import { resultsIn } from '../results/rewrite-report.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import type { SuiteResults } from '../suite.ts';
import { SUITES } from '../suites/index.ts';
import type { RebuildOptions } from './rebuild.ts';

/** The table of the paper's claims. */
export const CLAIMS_FILE: string = join(REPORTS, '..', 'docs', 'claims.md');

/** The text of the table of claims as published records have it. */
export function claimsText(reports: string, options: RebuildOptions): string {
  return claimsDocument(publishedResults(reports, options));
}

/** The published results of a suite on the publishers' images that claims are held against. */
export function publishedResults(reports: string, { rules, warn }: RebuildOptions): PublishedResults {
  const folders = reportFolders(reports, SUITES, true).filter(({ data }) => data === 'real');
  return (name) => {
    // The largest scale that has a record.
    for (const scale of SCALES.toReversed()) {
      const folder = folders.find((each) => each.suite.name === name && each.scale === scale);
      const results = folder && ofSuite(resultsIn(folder, rules, warn), folder.suite.cells);
      if (results && results.records.length > 0) return results;
    }
    return undefined;
  };
}

/** The paper's own rules and the control: rules that others publish beside them make no claim of the paper's. */
function ofSuite(results: SuiteResults, cellsOf: (typeof SUITES)[number]['cells']): SuiteResults {
  const own = new Set(cellsOf(results.scale, { rules: [], installed: [] }).map(({ id }) => id));
  return {
    ...results,
    cells: results.cells.filter(({ id }) => own.has(id)),
    records: results.records.filter(({ cell }) => own.has(cell.id)),
  };
}

/** Writes the table of claims again. */
export function rewriteClaims(options: RebuildOptions): void {
  writeAtomically(CLAIMS_FILE, Buffer.from(claimsText(REPORTS, options)));
}

/** Whether the table of claims is what published records say, to the byte. */
export function isClaimsFileCurrent(options: RebuildOptions): boolean {
  return existsSync(CLAIMS_FILE) && readFileSync(CLAIMS_FILE, 'utf8') === claimsText(REPORTS, options);
}
