import { HebbenchError, type ErrorParts } from '@hebbench/core';
import { dirname, join } from 'node:path';
import {
  exportTarget,
  numbersVersion,
  readManifest,
  UNRELEASED,
  type Manifest,
  type Provides,
} from './manifest.ts';

/** A package that provides something, and where it is. */
export interface ProvidingPackage {
  readonly name: string;
  readonly version: string;
  /** Version of its numbers, see {@link numbersVersion}. */
  readonly numbers: string;
  /** Absolute path of its folder. */
  readonly directory: string;
  /** Absolute path of the module whose default export is what it provides. */
  readonly entry: string;
  /**
   * As `--plugin` named it, by name or by path, relative ones seen from the current folder; `undefined` for the
   * workspace's own.
   */
  readonly plugin: string | undefined;
  /** The name that its `package.json` gives its rule, as `"hebbench": { "name": … }`. @defaultValue none */
  readonly declared?: string;
  /** What kind of rule its `package.json` says that it is, e.g. `Hebbian`. @defaultValue it does not say */
  readonly family?: string;
  /**
   * Whether its `package.json` calls the rule local, as no error is sent to a hidden unit: its weights change by the
   * activity of its own layer and of the one below, by weights of its own layer, and by at most one number that is the
   * same for all. @defaultValue it does not say
   */
  readonly local?: boolean;
  /** What is wrong with its `package.json`; such a package provides nothing. */
  readonly fault?: Pick<ErrorParts, 'got' | 'expected' | 'fix'>;
}

/** A package that provides a learning rule. */
export type RulePackage = ProvidingPackage;

/** A package that provides a data set. */
export type DatasetPackage = ProvidingPackage;

/**
 * What a package provides of a kind, as its `package.json` says it. One that is wrong is told of with its fault.
 * @param directory - absolute path of its folder, in which there is a `package.json`
 * @param plugin - as `--plugin` named it. @defaultValue it is one of the workspace's own
 * @returns `undefined` if it provides nothing of that kind
 */
export function describePackage(
  directory: string,
  provides: Provides,
  plugin?: string,
): ProvidingPackage | undefined {
  let manifest: Manifest = {};
  try {
    manifest = readManifest(directory);
    const subpath = manifest.hebbench?.[provides];
    if (subpath === undefined) return undefined;
    return {
      name: manifest.name ?? directory,
      version: manifest.version ?? UNRELEASED,
      numbers: numbersVersion(manifest),
      directory,
      entry: join(directory, exportTarget(manifest, subpath, provides)),
      plugin,
      ...(manifest.hebbench?.name !== undefined && { declared: manifest.hebbench.name }),
      ...(manifest.hebbench?.family !== undefined && { family: manifest.hebbench.family }),
      ...(manifest.hebbench?.local !== undefined && { local: manifest.hebbench.local }),
    };
  } catch (error) {
    if (!(error instanceof HebbenchError)) throw error;
    const { got, expected, fix } = error;
    return {
      name: manifest.name ?? directory,
      version: manifest.version ?? UNRELEASED,
      numbers: UNRELEASED,
      directory,
      entry: join(directory, 'package.json'),
      plugin,
      fault: { got, expected, fix },
    };
  }
}

/** The error for a package that provides no rule, by its name. */
export function packageFault(
  from: RulePackage,
  got: string,
  expected: string,
  fix: string,
  cause?: unknown,
): HebbenchError {
  return new HebbenchError(
    'RULE_FAULT',
    `The rule package ${from.name} (${dirname(from.entry)}) is not valid.`,
    {
      got,
      expected,
      fix,
      cause,
    },
  );
}
