import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { reportFolders } from '../results/report-folders.ts';
import { rewriteReport } from '../results/rewrite-report.ts';
import type { InstalledRule } from '../rules/discover.ts';
import { rewriteSpeedReports } from '../speed/rewrite.ts';
import { SUITES } from '../suites/index.ts';

/** What {@link rebuildReports} needs beside the folder. */
export interface RebuildOptions {
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Told of what is left out. */
  readonly warn: (message: string) => void;
}

/**
 * Writes every published report again from its records.
 * @param to - folder of the published reports
 * @returns how many
 */
export async function rebuildReports(to: string, { rules, warn }: RebuildOptions): Promise<number> {
  let written = 0;
  for (const folder of reportFolders(to, SUITES, true)) {
    if (await rewriteReport(folder, rules, warn)) written++;
  }
  return written + rewriteSpeedReports(join(to, 'speed'), warn);
}

/**
 * Files of published reports that are not what their records say, to the byte. Nothing is changed.
 * @param to - folder of the published reports
 * @returns paths relative to it
 */
export async function differingFiles(to: string, options: RebuildOptions): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'hebbench-published-'));
  try {
    cpSync(to, copy, { recursive: true, filter: (path) => !/[/\\]\.[^/\\]+$/.test(relative(to, path)) });
    await rebuildReports(copy, options);
    const names = new Set([...filesBelow(to), ...filesBelow(copy)]);
    return [...names].filter((name) => !isSameFile(join(to, name), join(copy, name))).toSorted();
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Files below a folder, hidden ones left out, relative to it. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/(^|[/\\])\./.test(name) && statSync(join(directory, name)).isFile(),
  );
}

function isSameFile(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}
