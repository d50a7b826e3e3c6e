import { HebbenchError } from '@hebbench/core';
import { existsSync } from 'node:fs';
import { copyPublication, selectPublication, type Publication } from '../publish/publish.ts';
import { differingFiles, rebuildReports } from '../publish/rebuild.ts';
import { publishSpeed } from '../publish/speed.ts';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { REPORTS, shown } from '../results/folders.ts';
import { reportDirectory } from '../run/plan.ts';
import { isInHistory } from '../run/repository.ts';
import { selectCells } from '../run/select.ts';
import { SUITES } from '../suites/index.ts';
import { withLockedStores } from './locked-stores.ts';
import { messages } from './messages.ts';
import { parseScale } from './options.ts';

/** Values of the flags of `pnpm bench publish`. */
export interface PublishFlags {
  readonly filter?: string;
  readonly scale?: string;
  readonly out: string;
  readonly check: boolean;
}

/**
 * `pnpm bench publish`: takes finished runs over into the published reports, and writes these again. Nothing else
 * writes there.
 * @returns the exit status: 0; with `--check` 1 if a report is not what its records say
 * @throws {@link HebbenchError} `NOT_PUBLISHABLE`, with the reason for each cell; `UNKNOWN_NAME`; `NOT_WRITABLE`
 */
export async function publishCommand(flags: PublishFlags): Promise<number> {
  const warn = (message: string): void => messages.warn(message);
  const { rules, faults } = await discoverRules(findRulePackages());
  faults.forEach(({ message }) => warn(message));
  if (flags.check) return check(await differingFiles(REPORTS, { rules, warn }));

  const scale = flags.scale === undefined ? undefined : parseScale(flags.scale);
  const parts = flags.filter?.split(',').map((part) => part.trim());
  const speed = parts === undefined || parts.includes(SPEED);
  const filter = parts?.filter((part) => part !== SPEED).join(',');
  const named =
    filter === undefined || filter === '' ? undefined : namedCells(filter, scale, [...rules.keys()]);
  const publications =
    filter === ''
      ? []
      : selectPublication({
          from: flags.out,
          suites: SUITES,
          rules,
          wants: (folder) => folder.data === 'real' && (scale === undefined || folder.scale === scale),
          names: named && ((_, cell) => named.has(`${cell.scale} ${cell.id}`)),
          isInHistory,
          warn,
        });
  if (filter && publications.length === 0) throw nothingRan(filter, flags);
  const copied = await withLockedStores(storesOf(publications), () =>
    Promise.resolve(copyPublication(publications, REPORTS)),
  );
  const measured = speed ? publishSpeed(flags.out, REPORTS, { isInHistory, asked: parts !== undefined }) : 0;
  const written = await rebuildReports(REPORTS, { rules, warn });
  messages.info(
    `${copied + measured} ${copied + measured === 1 ? 'record is' : 'records are'} new; ${written} reports in ${shown(REPORTS)} are written again from their records.`,
  );
  return 0;
}

/** What `--filter` calls the measurements of `pnpm bench speed`. */
const SPEED = 'speed';

function check(differing: readonly string[]): number {
  if (differing.length === 0) {
    messages.info('Published reports are what their records say, to the byte.');
    return 0;
  }
  for (const name of differing) process.stdout.write(`${name}\n`);
  messages.error(
    `${differing.length} published ${differing.length === 1 ? 'file is' : 'files are'} not what the records say: give \`pnpm bench publish\`, or undo the change.`,
  );
  return 1;
}

/** Scales and ids of the cells that a filter names. */
function namedCells(
  filter: string,
  scale: ReturnType<typeof parseScale> | undefined,
  installed: readonly string[],
): Set<string> {
  const scales = scale === undefined ? (['smoke', 'quick', 'paper'] as const) : [scale];
  const found = scales.flatMap((each) => {
    try {
      return selectCells(SUITES, filter, each, { rules: [], installed }).flatMap(({ selected }) => selected);
    } catch (error) {
      // A cell of one scale may not be there at another.
      if (scales.length > 1 && each !== scales.at(-1)) return [];
      throw error;
    }
  });
  return new Set(found.map((cell) => `${cell.scale} ${cell.id}`));
}

function storesOf(publications: readonly Publication[]): string[] {
  return publications
    .flatMap(({ folder: { directory, suite, scale, data } }) => [
      directory,
      reportDirectory(REPORTS, suite.name, scale, data),
    ])
    .filter((directory) => existsSync(directory));
}

function nothingRan(filter: string, { scale, out }: PublishFlags): HebbenchError {
  const at = scale === undefined ? '' : ` --scale ${scale}`;
  return new HebbenchError('NOT_PUBLISHABLE', 'There is nothing to publish.', {
    got: `--filter ${filter}${at}, of which ${out} holds no run on the publisher’s images`,
    expected: 'finished runs',
    fix: `run them first: pnpm bench --filter ${filter}${at} --data real`,
  });
}
