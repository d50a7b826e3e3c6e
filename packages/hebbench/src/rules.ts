import { HebbenchError, unknownName, type LearningRule } from '@hebbench/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What is read of a package. */
interface Manifest {
  readonly exports?: unknown;
  readonly hebbench?: { readonly rule?: string; readonly name?: string };
}

/** Beside this package: the workspace's packages, or what is installed with it. */
const BESIDE = fileURLToPath(new URL('../../', import.meta.url));

/** Names of the rules that are installed beside this package. */
export function ruleNames(): string[] {
  return readdirSync(BESIDE)
    .toSorted()
    .flatMap((folder) => nameIn(join(BESIDE, folder)) ?? []);
}

function nameIn(directory: string): string | undefined {
  const { rule, name } = manifestOf(directory)?.hebbench ?? {};
  return rule === undefined ? undefined : name;
}

function manifestOf(directory: string): Manifest | undefined {
  const file = join(directory, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
}

/**
 * Loads a learning rule.
 * @param name - of an installed rule, e.g. `backprop`; or of a package with a rule, or the path of its folder, seen from
 * the current one
 * @throws {@link HebbenchError} `UNKNOWN_NAME`; `RULE_FAULT` for a package without a rule
 */
export async function loadRule(name: string): Promise<LearningRule> {
  const found = readdirSync(BESIDE).find((folder) => nameIn(join(BESIDE, folder)) === name);
  const directory = found === undefined ? directoryOf(name) : join(BESIDE, found);
  if (directory === undefined) throw unknownName('rule', name, ruleNames());
  // As Node.js would from a package beside it: its exports decide which file that is.
  const entry = entryOf(directory);
  const module = (await import(pathToFileURL(entry).href)) as { default?: Partial<LearningRule> };
  if (typeof module.default?.create === 'function') return module.default as LearningRule;
  throw new HebbenchError('RULE_FAULT', `The package in ${directory} has no rule.`, {
    got: `${entry} without a default export that is a learning rule`,
    expected: 'a package with "hebbench": { "rule": "." } in its package.json',
    fix: 'name another package; docs/adding-a-rule.md shows what one looks like',
  });
}

function directoryOf(name: string): string | undefined {
  if (manifestOf(name)) return name;
  try {
    const file = createRequire(join(process.cwd(), 'package.json')).resolve(`${name}/package.json`);
    return dirname(file);
  } catch {
    return undefined;
  }
}

function entryOf(directory: string): string {
  const { exports, hebbench } = manifestOf(directory) ?? {};
  let target: unknown = exports;
  if (typeof target === 'object' && target !== null) {
    const subpaths = target as Record<string, unknown>;
    target = subpaths[hebbench?.rule ?? '.'] ?? target;
  }
  while (typeof target === 'object' && target !== null) {
    const conditions = target as Record<string, unknown>;
    target = conditions['import'] ?? conditions['node'] ?? conditions['default'];
  }
  return join(directory, typeof target === 'string' ? target : 'index.js');
}
