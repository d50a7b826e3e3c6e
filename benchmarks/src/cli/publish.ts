import { HebbenchError } from '@hebbench/core';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import picomatch from 'picomatch';
import { CLAIMS_FILE, isClaimsFileCurrent, rewriteClaims } from '../publish/claims.ts';
import { copyPublication, selectPublication, type Publication } from '../publish/publish.ts';
import { differingFiles, rebuildReports } from '../publish/rebuild.ts';
import { publishSpeed } from '../publish/speed.ts';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { REPORTS, shown } from '../results/folders.ts';
import { reportFolders } from '../results/report-folders.ts';
import { experimentsDirectory, reportDirectory } from '../run/plan.ts';
import { isInHistory } from '../run/repository.ts';
import { selectCells } from '../run/select.ts';
import { openRunStore } from '../store/run-store.ts';
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
  if (flags.check) {
    const claims = isClaimsFileCurrent({ rules, warn }) ? [] : [relative(REPORTS, CLAIMS_FILE)];
    return check([...(await differingFiles(REPORTS, { rules, warn })), ...claims]);
  }

  const scale = flags.scale === undefined ? undefined : parseScale(flags.scale);
  const experiments = experimentsBelow(flags.out);
  const parts = flags.filter?.split(',').map((part) => part.trim());
  const speed = parts === undefined || parts.includes(SPEED);
  const filter = parts?.filter((part) => part !== SPEED).join(',');
  const named =
    filter === undefined || filter === ''
      ? undefined
      : namedCells(filter, scale, [...rules.keys()], experiments);
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
  rewriteClaims({ rules, warn });
  if (experiments.length > 0) {
    messages.info(
      `${experiments.length} ${experiments.length === 1 ? 'experiment is' : 'experiments are'} left out: ${NEVER}.`,
    );
  }
  messages.info(
    `${copied + measured} ${copied + measured === 1 ? 'record is' : 'records are'} new; ${written} reports in ${shown(REPORTS)} are written again from their records.`,
  );
  return 0;
}

/** Why experiments stay where they are. */
const NEVER = 'they change what a suite measures, and published are the cells of suites as they are';

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
  experiments: readonly string[],
): Set<string> {
  const scales = scale === undefined ? (['smoke', 'quick', 'paper'] as const) : [scale];
  const found = scales.flatMap((each) => {
    try {
      return selectCells(SUITES, filter, each, { rules: [], installed }).flatMap(({ selected }) => selected);
    } catch (error) {
      // A cell of one scale may not be there at another.
      if (scales.length > 1 && each !== scales.at(-1)) return [];
      const named = experiments.find((id) => picomatch.isMatch(id, filter.split(','), { bash: true }));
      if (named !== undefined) throw notAsItIs(named);
      throw error;
    }
  });
  return new Set(found.map((cell) => `${cell.scale} ${cell.id}`));
}

/** Ids of the experiments whose records are below the reports of a folder. */
function experimentsBelow(out: string): string[] {
  const ids = reportFolders(out, SUITES).flatMap(({ directory }) =>
    openRunStore(experimentsDirectory(directory))
      .cells()
      .map(({ id }) => id),
  );
  return [...new Set(ids)];
}

function notAsItIs(id: string): HebbenchError {
  return new HebbenchError('NOT_PUBLISHABLE', 'Experiments are not published.', {
    got: `--filter for ${id}`,
    expected: `a cell of a suite as it is: experiments are left out, as ${NEVER}`,
    fix: 'if its settings are to stay, make them a preset of the rule, and run the cell of the suite',
  });
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
