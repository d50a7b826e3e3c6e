import type { DatasetSource } from '../datasets/source.ts';
import type { RulePackage } from '../rules/packages.ts';
import { codeDigest } from './code-digest.ts';
import type { Job } from './job.ts';

/** Where a process of this machine does a job: all that a {@link Job} leaves open. */
export interface Place {
  /** Packages of rules to load, from {@link packagesFor}. */
  readonly packages: readonly RulePackage[];
  /** Where the job's data set comes from. @defaultValue `@hebbench/datasets` defines it */
  readonly source?: DatasetSource | undefined;
  /** The user's data folder. */
  readonly dataDirectory: string | undefined;
  readonly threads: number;
  /** Folder of trained networks. */
  readonly modelDirectory: string;
  /** Folder of the job's checkpoint. */
  readonly checkpointDirectory: string;
}

/**
 * Those of the installed packages that a job's process loads: the workspace's, and its own plug-ins. Of two plug-ins of
 * one name, it is the one whose code the job was planned with.
 */
export function packagesFor({ plugins, code }: Job, installed: readonly RulePackage[]): RulePackage[] {
  return installed.filter(
    ({ name, directory, plugin }) =>
      plugin === undefined || (plugins.includes(name) && codeDigest(directory) === code.packages[name]),
  );
}
