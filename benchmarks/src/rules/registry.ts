import { HebbenchError, unknownName, type ErrorParts, type LearningRule } from '@hebbench/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A package that provides a learning rule. */
export interface RulePackage {
  readonly name: string;
  readonly version: string;
  /** Version of its numbers, see {@link numbersVersion}. */
  readonly numbers: string;
  /** Absolute path of its folder. */
  readonly directory: string;
  /** Absolute path of the module whose default export is the rule. */
  readonly entry: string;
  /** As `--plugin` named it, by path or by name; `undefined` for the workspace's own. */
  readonly plugin: string | undefined;
  /** What is wrong with its `package.json`; such a package provides no rule. */
  readonly fault?: Pick<ErrorParts, 'got' | 'expected' | 'fix'>;
}

/** A rule and the package it came from. */
export interface RegisteredRule {
  readonly rule: LearningRule;
  readonly from: RulePackage;
}

/** Folder of the workspace's packages. */
const WORKSPACE_PACKAGES = fileURLToPath(new URL('../../../packages', import.meta.url));

/**
 * Finds all packages that name a rule in their `package.json`, as `"hebbench": { "rule": "." }`: those of the
 * workspace, and the plug-ins. One whose `package.json` is wrong is among them, with its fault.
 * @param plugins - package names or paths, resolved from the current folder
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a plug-in that cannot be found
 */
export function findRulePackages(
  plugins: readonly string[] = [],
  workspace: string = WORKSPACE_PACKAGES,
): RulePackage[] {
  const own = existsSync(workspace)
    ? readdirSync(workspace)
        .toSorted()
        .map((folder) => join(workspace, folder))
        .filter((folder) => existsSync(join(folder, 'package.json')))
        .flatMap((folder) => describePackage(folder) ?? [])
    : [];
  return [...own, ...plugins.map(findPlugin)];
}

/**
 * Loads the rules of packages, by name.
 * @throws {@link HebbenchError} `RULE_FAULT` if a package cannot be loaded or exports no rule, or two rules share a name
 */
export async function loadRules(packages: readonly RulePackage[]): Promise<Map<string, RegisteredRule>> {
  const rules = new Map<string, RegisteredRule>();
  for (const from of packages) {
    const rule = await loadRule(from);
    addRule(rules, rule.name, { rule, from });
  }
  return rules;
}

/**
 * Loads the rule of a package.
 * @throws {@link HebbenchError} `RULE_FAULT` if the package cannot be loaded or exports no rule
 */
export async function loadRule(from: RulePackage): Promise<LearningRule> {
  if (from.fault) throw packageFault(from, from.fault.got, from.fault.expected, from.fault.fix);
  return checkRule(await importEntry(from), from);
}

/**
 * Adds a rule to those of other packages.
 * @throws {@link HebbenchError} `RULE_FAULT` if one of them has its name
 */
export function addRule<T extends { readonly from: RulePackage }>(
  rules: Map<string, T>,
  name: string,
  rule: T,
): void {
  const other = rules.get(name);
  if (other) {
    throw packageFault(
      rule.from,
      `a rule named "${name}", as ${other.from.name} has one`,
      'a name of its own',
      'rename it',
    );
  }
  rules.set(name, rule);
}

/**
 * The rule of a name.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` with the nearest names
 */
export function findRule<T>(rules: ReadonlyMap<string, T>, name: string): T {
  const found = rules.get(name);
  if (found) return found;
  throw unknownName('rule', name, [...rules.keys()]);
}

/** What is read of a `package.json`. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly exports?: string | Readonly<Record<string, unknown>>;
  readonly main?: string;
  readonly hebbench?: {
    /** Subpath of the export that is a learning rule. */
    readonly rule?: string;
    /** The first release with today's numbers, `major.minor`. */
    readonly numbers?: unknown;
  };
}

/**
 * The version of a package's numbers: `"hebbench": { "numbers": "0.1" }` in its `package.json`, which a change that
 * changes numbers raises. Releases with the same one give the same numbers, so that finished runs stay finished.
 * Without it, every release but a patch counts as a change.
 * @throws {@link HebbenchError} `RULE_FAULT` if it is no `major.minor`
 */
export function numbersVersion({ name = 'A package', version = UNRELEASED, hebbench }: Manifest): string {
  const numbers = hebbench?.numbers ?? version.split('.').slice(0, 2).join('.');
  if (typeof numbers === 'string' && /^\d+\.\d+$/.test(numbers)) return numbers;
  throw new HebbenchError('RULE_FAULT', `${name} does not say which numbers are its own.`, {
    got: `"hebbench.numbers": ${JSON.stringify(numbers)}`,
    expected: 'the first release with the same numbers as text, for instance "0.1"',
    fix: 'correct its package.json, or leave the field out',
  });
}

const UNRELEASED = '0.0.0';

function describePackage(directory: string, plugin?: string): RulePackage | undefined {
  let manifest: Manifest = {};
  try {
    manifest = readManifest(directory);
    const subpath = manifest.hebbench?.rule;
    if (subpath === undefined) return undefined;
    return {
      name: manifest.name ?? directory,
      version: manifest.version ?? UNRELEASED,
      numbers: numbersVersion(manifest),
      directory,
      entry: join(directory, exportTarget(manifest, subpath)),
      plugin,
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

function readManifest(directory: string): Manifest {
  const file = join(directory, 'package.json');
  let problem: string;
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (typeof found === 'object' && found !== null) return found;
    problem = 'no object';
  } catch (error) {
    problem = (error as Error).message;
  }
  throw manifestFault(`${file} with ${problem}`, 'a package.json that is a JSON object', 'correct the file');
}

function manifestFault(got: string, expected: string, fix: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', 'A package.json is not valid.', { got, expected, fix });
}

/**
 * The file of an export.
 * @throws {@link HebbenchError} `RULE_FAULT` if there is none
 */
function exportTarget({ exports, main }: Manifest, subpath: string): string {
  let target: unknown;
  if (exports === undefined) target = subpath === '.' ? (main ?? 'index.js') : undefined;
  else if (typeof exports === 'string') target = subpath === '.' ? exports : undefined;
  else target = subpath in exports ? exports[subpath] : subpath === '.' ? exports : undefined;
  while (typeof target === 'object' && target !== null) {
    const conditions = target as Record<string, unknown>;
    target = conditions['import'] ?? conditions['node'] ?? conditions['default'];
  }
  if (typeof target === 'string') return target;
  throw manifestFault(
    `"hebbench.rule": ${JSON.stringify(subpath)}, which its "exports" do not have`,
    'the subpath of an export, for instance "."',
    'correct "hebbench.rule" or "exports" in its package.json',
  );
}

function findPlugin(plugin: string): RulePackage {
  const directory = pluginDirectory(plugin);
  const found = directory === undefined ? undefined : describePackage(directory, plugin);
  if (found) return found;
  throw new HebbenchError('UNKNOWN_NAME', `The plug-in "${plugin}" cannot be used.`, {
    got:
      directory === undefined
        ? 'no such package or folder'
        : `${directory} without "hebbench": { "rule": … }`,
    expected: 'a package whose package.json names its rule, as "hebbench": { "rule": "." }',
    fix: 'install the package where you run the benchmark, or give the path of its folder',
  });
}

function pluginDirectory(plugin: string): string | undefined {
  const path = isAbsolute(plugin) ? plugin : resolve(plugin);
  if (existsSync(join(path, 'package.json'))) return path;
  const require = createRequire(join(process.cwd(), 'package.json'));
  for (const folder of require.resolve.paths(plugin) ?? []) {
    const candidate = join(folder, plugin);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

async function importEntry(from: RulePackage): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(from.entry).href)) as { default?: unknown }).default;
  } catch (cause) {
    const complaint = (cause as Error)?.message ?? String(cause);
    throw packageFault(
      from,
      `an error while loading ${from.entry}: ${complaint}`,
      'a module that loads',
      'install what it imports in its own folder, or correct it',
      cause,
    );
  }
}

const MEMBERS: Readonly<Record<string, 'string' | 'object' | 'function'>> = {
  name: 'string',
  title: 'string',
  citation: 'string',
  hyperparameters: 'object',
  presets: 'object',
  create: 'function',
};

/** What the schema of a cell's id allows between two slashes. */
const RULE_NAME = /^[a-z0-9.+-]+$/;

function checkRule(exported: unknown, from: RulePackage): LearningRule {
  if (typeof exported !== 'object' || exported === null) {
    throw packageFault(
      from,
      `a default export of type ${typeof exported}`,
      'a LearningRule',
      'export the rule as default',
    );
  }
  const members = exported as Record<string, unknown>;
  for (const [name, type] of Object.entries(MEMBERS)) {
    if (typeof members[name] !== type) {
      throw packageFault(
        from,
        `"${name}" of type ${typeof members[name]}`,
        `"${name}" of type ${type}`,
        'complete the rule',
      );
    }
  }
  const { name } = exported as LearningRule;
  if (!RULE_NAME.test(name)) {
    throw packageFault(
      from,
      `a rule named ${JSON.stringify(name)}`,
      'a name of lower-case letters, digits and the signs . + -, as it is part of the ids of cells',
      'rename it',
    );
  }
  return exported as LearningRule;
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
