import { HebbenchError } from '@hebbench/core';
import type { InstalledDataset, InstalledDatasets } from '../datasets/registry.ts';
import type { RulePackage } from '../rules/packages.ts';
import { chooseData } from '../run/data.ts';
import type { Job } from '../run/job.ts';
import { packagesFor } from '../run/place.ts';
import { codeOf } from '../run/run-code.ts';
import { SUITES } from '../suites/index.ts';

/** What a worker has, against which jobs are held. */
export interface Equipment {
  /** Packages of the installed rules. */
  readonly packages: readonly RulePackage[];
  /** Data sets of this program, of plug-ins and of folders, by name. */
  readonly datasets: InstalledDatasets;
  /** The user's data folder. */
  readonly dataDirectory: string | undefined;
}

/** After which a data set that could not be had is looked for again. */
const AGAIN_MILLISECONDS = 60_000;

const found = new Map<string, { readonly at: number; readonly digest?: string; readonly problem?: string }>();

/**
 * What a worker lacks to do a job with the very code and images that it was planned with: a result of others would stand
 * under the name of these.
 * @returns in words, `undefined` if it has all
 */
export async function missingFor(job: Job, equipment: Equipment): Promise<string | undefined> {
  return otherCode(job, equipment) ?? (await otherImages(job, equipment));
}

function otherCode(job: Job, { packages }: Equipment): string | undefined {
  const { cell, code, dataSet } = job;
  const suite = SUITES.find(({ name }) => name === cell.suite);
  if (!suite) return `the suite ${cell.suite}`;
  const rules = packagesFor(job, packages).filter(({ name }) => name in code.packages);
  const own: Readonly<Record<string, string>> = codeOf({ cell, set: dataSet.set, suite, rules });
  const lacking = Object.entries(code.packages).flatMap(([name, digest]) => {
    if (own[name] === digest) return [];
    return own[name] === undefined
      ? [`${name} of digest ${short(digest)}`]
      : [`${name} of digest ${short(digest)} (here ${short(own[name])})`];
  });
  return lacking.length === 0 ? undefined : lacking.join(', ');
}

async function otherImages(
  { cell, data, dataSet }: Job,
  { datasets, dataDirectory }: Equipment,
): Promise<string | undefined> {
  const name = cell.dataset;
  const set = datasets.get(name);
  const { digest, problem } = set
    ? await lookAtImages(set, data, dataDirectory)
    : { problem: `none of that name: give the worker --dataset ${name}=FOLDER, or --plugin` };
  if (digest === dataSet.digest) return undefined;
  return `the images ${name} of digest ${short(dataSet.digest)} (here ${digest === undefined ? problem : short(digest)})`;
}

async function lookAtImages(
  set: InstalledDataset,
  data: Job['data'],
  directory: string | undefined,
): Promise<{ readonly digest?: string; readonly problem?: string }> {
  const { name } = set.definition;
  const key = JSON.stringify([name, data, directory, set.source]);
  const known = found.get(key);
  if (known && (known.digest !== undefined || Date.now() - known.at < AGAIN_MILLISECONDS)) return known;
  const at = Date.now();
  try {
    const { sets } = await chooseData([set], { data, directory });
    found.set(key, { at, digest: sets.get(name)!.digest });
  } catch (error) {
    if (!(error instanceof HebbenchError)) throw error;
    found.set(key, { at, problem: error.message.split('\n')[0]! });
  }
  return found.get(key)!;
}

function short(digest: string): string {
  return `${digest.slice(0, 12)}…`;
}
