import type { SiteModel, SiteReport } from './types.ts';

/** Larger scales say more. */
const SCALES = ['paper', 'quick', 'smoke'];

/** The published report of a suite at its largest scale; `undefined` without any. */
export function publishedReport({ reports }: SiteModel, suite: string): SiteReport | undefined {
  const found = reports.filter(
    ({ own, folder }) => !own && folder.suite.name === suite && folder.data === 'real',
  );
  return found.toSorted((a, b) => SCALES.indexOf(a.folder.scale) - SCALES.indexOf(b.folder.scale))[0];
}

/** Seconds that all runs of reports have trained. Those of one machine beside those of another: what it has cost in all. */
export function trainingHours(reports: readonly SiteReport[]): number {
  const seconds = reports.flatMap(({ results }) =>
    results.records.map(({ provenance }) => provenance.trainSeconds),
  );
  return seconds.reduce((sum, each) => sum + each, 0) / 3600;
}
