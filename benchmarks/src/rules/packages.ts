import { excerpt, HebbenchError, userPath, type ErrorParts } from '@hebbench/core';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { WORKSPACE_PACKAGES } from './declared-names.ts';
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
  /** What is wrong with its `package.json`; such a package provides nothing. */
  readonly fault?: Pick<ErrorParts, 'got' | 'expected' | 'fix'>;
}

/** A package that provides a learning rule. */
export type RulePackage = ProvidingPackage;

/** A package that provides a data set. */
export type DatasetPackage = ProvidingPackage;

/**
 * Finds all packages that name a rule in their `package.json`, as `"hebbench": { "rule": "." }`: those of the
 * workspace, and the plug-ins. One whose `package.json` is wrong is among them, with its fault.
 * @param plugins - package names or paths, relative ones seen from where the user stands
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a plug-in that cannot be found
 */
export function findRulePackages(
  plugins: readonly string[] = [],
  workspace: string = WORKSPACE_PACKAGES,
): RulePackage[] {
  return findPackages('rule', plugins, workspace);
}

/**
 * Finds all packages that name a data set in their `package.json`, as `"hebbench": { "dataset": "." }`, as
 * {@link findRulePackages} does for rules.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a plug-in that cannot be found
 */
export function findDatasetPackages(
  plugins: readonly string[] = [],
  workspace: string = WORKSPACE_PACKAGES,
): DatasetPackage[] {
  return findPackages('dataset', plugins, workspace);
}

function findPackages(provides: Provides, plugins: readonly string[], workspace: string): ProvidingPackage[] {
  const own = existsSync(workspace)
    ? readdirSync(workspace)
        .toSorted()
        .map((folder) => join(workspace, folder))
        .filter((folder) => existsSync(join(folder, 'package.json')))
        .flatMap((folder) => describePackage(folder, provides) ?? [])
    : [];
  return [...own, ...plugins.flatMap((plugin) => findPlugin(plugin, provides) ?? [])];
}

function describePackage(
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

/** What a plug-in provides of a kind; `undefined` if it provides the other kind alone. */
function findPlugin(plugin: string, provides: Provides): ProvidingPackage | undefined {
  const { directory, seenFromHere } = pluginDirectory(plugin) ?? {};
  const found = directory === undefined ? undefined : describePackage(directory, provides, seenFromHere);
  if (found) return found;
  const other = provides === 'rule' ? 'dataset' : 'rule';
  if (directory !== undefined && describePackage(directory, other, seenFromHere)) return undefined;
  throw new HebbenchError('UNKNOWN_NAME', `The plug-in "${excerpt(plugin)}" cannot be used.`, {
    got:
      directory === undefined
        ? `no such package, and no folder ${excerpt(userPath(plugin))} with a package.json`
        : `${directory} without "hebbench": { "rule": … } or { "dataset": … }`,
    expected:
      'a package whose package.json names its rule or its data set, as "hebbench": { "rule": "." } or { "dataset": "." }',
    fix: 'install the package where you run the benchmark, or give the path of its folder',
  });
}

/** The folder of a plug-in, and what names it for a command that is given in the current folder. */
function pluginDirectory(plugin: string): { directory: string; seenFromHere: string } | undefined {
  const path = userPath(plugin);
  if (existsSync(join(path, 'package.json'))) {
    const moved = !isAbsolute(plugin) && userPath('.') !== process.cwd();
    return { directory: path, seenFromHere: moved ? relative(process.cwd(), path) || '.' : plugin };
  }
  for (const folder of new Set(
    [userPath('.'), process.cwd()].flatMap((from) => lookupFolders(from, plugin)),
  )) {
    const candidate = join(folder, plugin);
    if (existsSync(join(candidate, 'package.json'))) return { directory: candidate, seenFromHere: plugin };
  }
  return undefined;
}

/** Where Node.js looks for a package, seen from a folder. */
function lookupFolders(from: string, name: string): readonly string[] {
  return createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
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
