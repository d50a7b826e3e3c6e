import type { HebbenchError } from '@hebbench/core';
import {
  datasetStatus,
  cacheDirectory,
  checkOwnDirectory,
  fetchDataset,
  findDefinition,
  type DatasetDefinition,
  type DatasetState,
} from '@hebbench/datasets';
import { dirname } from 'node:path';
import { askedDatasets } from './asked-datasets.ts';
import { dataText } from './data-list.ts';
import { SUITE_SETS } from '../suites/common/sets.ts';
import { badFlag, parseChoice, parseList } from './options.ts';
import { messages } from './messages.ts';
import { styleOf } from './terminal.ts';

const STATES: Readonly<Record<DatasetState, string>> = {
  found: 'found; `pnpm bench data verify` checks its content',
  publisher: "sound, and exactly the publisher's images",
  own: "sound, and own data: other images than the publisher's, with results of their own",
  unverified: 'sound, and not verified: nobody can tell whether they are the publisher’s; own data',
  missing: 'not found; `pnpm bench data fetch` downloads it',
  broken: 'BROKEN',
};

/** What is to say of a set; of one that is missing, how to have it. */
function stateText(state: DatasetState, set: DatasetDefinition | undefined): string {
  if (state !== 'missing' || set?.download) return STATES[state];
  return `not found${set?.publisher === undefined ? '' : `; get it from ${set.publisher}`}`;
}

/**
 * `pnpm bench data`: lists, shows, fetches or verifies the data sets.
 * @returns 1 if verification found a broken set, or a package provides none
 * @throws {@link HebbenchError} `USAGE`, `UNKNOWN_NAME`; `DATA_MISSING` if the user's folder is not there;
 * `DOWNLOAD_FAILED`, `NOT_WRITABLE`
 */
export async function dataCommand(flags: {
  action: string;
  'data-dir'?: string;
  sets?: string;
  dataset?: string;
  plugin?: string;
}): Promise<number> {
  const action = parseChoice('action', flags.action, ['list', 'show', 'fetch', 'verify']);
  const directory = flags['data-dir'];
  const { datasets, sets, faults } = await askedDatasets(flags.dataset, parseList('plugin', flags.plugin));
  faults.forEach(({ message }) => messages.error(message));
  const all = [...datasets.values()].map(({ definition }) => definition);
  const names = [...parseList('sets', flags.sets), ...(sets ?? []).map(({ name }) => name)];
  const named = [...new Set(names)].map((name) => findDefinition(name, all));
  const shown = named.length > 0 ? named : all;
  if (action === 'list') {
    const { width } = styleOf(process.stdout);
    process.stdout.write(`${dataText(shown, width)}\n`);
    return faults.length > 0 ? 1 : 0;
  }
  if (action === 'fetch' && directory !== undefined) throw fetchesElsewhere(directory);
  checkOwnDirectory(directory);
  // The others are large, and no suite asks for them by itself.
  if (action === 'fetch')
    await fetchSets(named.length > 0 ? named : SUITE_SETS.map(({ name }) => findDefinition(name)));
  const statuses = await datasetStatus(directory, action === 'verify', shown);
  process.stdout.write(`cache: ${cacheDirectory()}\n`);
  for (const { name, title, state, files, bytes, digest, problem } of statuses) {
    const size = bytes > 0 ? `, ${(bytes / 2 ** 20).toFixed(1)} MiB in ${dirname(files[0]!)}` : '';
    process.stdout.write(
      `${title.padEnd(10)} ${stateText(
        state,
        all.find((set) => set.name === name),
      )}${size}${digest ? `\n${' '.repeat(11)}digest ${digest}` : ''}\n`,
    );
    if (problem) process.stdout.write(`${problem}\n`);
  }
  return faults.length > 0 || statuses.some(({ state }) => state === 'broken') ? 1 : 0;
}

function fetchesElsewhere(directory: string): HebbenchError {
  return badFlag(
    'data-dir',
    directory,
    `no folder of your own for \`fetch\`, which downloads into the cache, ${cacheDirectory()}`,
    'leave --data-dir out, or name another cache by HEBBENCH_CACHE_DIR',
  );
}

async function fetchSets(sets: readonly DatasetDefinition[]): Promise<void> {
  for (const set of sets) {
    let told = 0;
    await fetchDataset(set, {
      onProgress: ({ file, receivedBytes, totalBytes }) => {
        if (Date.now() - told < 1000 && receivedBytes < totalBytes) return;
        told = Date.now();
        messages.info(`${file}: ${Math.floor((100 * receivedBytes) / totalBytes)} %`);
      },
    });
  }
}
