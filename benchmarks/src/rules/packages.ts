import { excerpt, HebbenchError, userPath } from '@hebbench/core';
import {
  describePackage,
  findPackage,
  type DatasetPackage,
  type Provides,
  type ProvidingPackage,
  type RulePackage,
} from '@hebbench/hebbench/packages';
import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { WORKSPACE_PACKAGES } from './declared-names.ts';

export type { DatasetPackage, RulePackage };

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
  const installed = findPackage(plugin, [userPath('.'), process.cwd()]);
  return installed === undefined ? undefined : { directory: installed, seenFromHere: plugin };
}
