import { HebbenchError, type Cell, type RunRecord } from '@hebbench/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledRule } from '../rules/discover.ts';
import { reportFolders, type ReportFolder } from '../results/report-folders.ts';
import { checksDirectory, reportDirectory } from '../run/plan.ts';
import { openRunStore, runName, type RunStore } from '../store/run-store.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import type { Suite } from '../suite.ts';
import { objections, type Objection } from './objections.ts';

/** What {@link selectPublication} chooses from. */
export interface PublicationOptions {
  /** Folder of the runs. */
  readonly from: string;
  readonly suites: readonly Suite[];
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether results at a scale are asked for. */
  readonly wants: (folder: ReportFolder) => boolean;
  /** Whether a cell is named; `undefined` takes all that have a record. */
  readonly names: ((suite: Suite, cell: Cell) => boolean) | undefined;
  readonly isInHistory: (commit: string) => boolean;
  readonly warn: (message: string) => void;
}

/** Finished runs that may be published, or why they may not. */
export interface Publication {
  readonly folder: ReportFolder;
  readonly records: readonly RunRecord[];
  /** Runs that check the published report. */
  readonly checks: readonly RunRecord[];
  readonly objections: readonly Objection[];
}

/** Looks through runs for what may be published. Runs on embedded or own images are no candidates. */
export function selectPublication(options: PublicationOptions): Publication[] {
  const { from, suites, wants } = options;
  return reportFolders(from, suites)
    .filter(wants)
    .map((folder) => publicationOf(folder, options))
    .filter(({ records, checks, objections: found }) => records.length + checks.length + found.length > 0);
}

function publicationOf(
  folder: ReportFolder,
  { rules, names, isInHistory, warn }: PublicationOptions,
): Publication {
  const { suite, scale, directory } = folder;
  const store = openRunStore(directory, suite.metrics);
  const checkStore = openRunStore(checksDirectory(directory), suite.metrics);
  const installed = [...rules.keys()];
  const all = new Map(
    [
      ...suite.cells(scale, { rules: [], installed }),
      ...suite.cells(scale, { rules: store.rules(), installed }),
    ].map((cell) => [cell.id, cell]),
  );
  const seedsOf = store.storedSeeds();
  const named = [...all.values()].filter((cell) => (names ? names(suite, cell) : seedsOf(cell).length > 0));
  const today = { cells: named, rules, suite, byCode: false };
  const records = stored(store, named, warn);
  const checks = stored(checkStore, names ? named : [...all.values()], warn);
  return {
    folder,
    records,
    checks,
    objections: [
      ...objections({ cells: named, records, today, isInHistory }),
      // A check has seeds of its own.
      ...objections({
        cells: [...all.values()].map((cell) => ({ ...cell, seeds: [] })),
        records: checks,
        today: { ...today, cells: [...all.values()] },
        isInHistory,
      }),
    ],
  };
}

function stored(store: RunStore, cells: readonly Cell[], warn: (message: string) => void): RunRecord[] {
  const seedsOf = store.storedSeeds();
  const withSeeds = cells.map((cell) => ({ ...cell, seeds: seedsOf(cell) }));
  return store.readAll(withSeeds, ({ message }) => warn(message));
}

/**
 * Copies finished runs into published reports, each record byte by byte.
 * @param to - folder of the published reports
 * @returns how many records are new or others than before
 * @throws {@link HebbenchError} `NOT_PUBLISHABLE` if there is an objection to any; `NOT_WRITABLE`
 */
export function copyPublication(publications: readonly Publication[], to: string): number {
  const found = publications.flatMap((each) => each.objections);
  if (found.length > 0) throw notPublishable(found);
  let copied = 0;
  for (const { folder, records, checks } of publications) {
    const { suite, scale, data, directory } = folder;
    const target = reportDirectory(to, suite.name, scale, data);
    copied += copyRecords(records, directory, target);
    copied += copyRecords(checks, checksDirectory(directory), checksDirectory(target));
  }
  return copied;
}

function copyRecords(records: readonly RunRecord[], from: string, to: string): number {
  let copied = 0;
  for (const record of records) {
    const name = join('records', `${runName(record)}.json`);
    const bytes = readFileSync(join(from, name));
    const target = join(to, name);
    if (existsSync(target) && readFileSync(target).equals(bytes)) continue;
    writeAtomically(target, bytes);
    copied++;
  }
  return copied;
}

const NAMED = 20;

function notPublishable(found: readonly Objection[]): HebbenchError {
  const lines = found.slice(0, NAMED).map(({ cell, reason }) => `\n    ${cell}: ${reason}`);
  const more = found.length > NAMED ? `\n    and ${found.length - NAMED} more` : '';
  return new HebbenchError('NOT_PUBLISHABLE', 'These results cannot be published; nothing was changed.', {
    got: lines.join('') + more,
    expected:
      'finished runs of committed code of this repository, on the publisher’s images, that the code still gives',
    fix: 'finish or repeat these runs with committed code, or name others with --filter and --scale',
  });
}
