import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the workspace's packages. */
export const WORKSPACE_PACKAGES: string = fileURLToPath(new URL('../../../packages', import.meta.url));

/**
 * Names of the workspace's rules, as their `package.json` files give them: at once, where loading the rules takes
 * seconds. Whoever loads them holds the names against the rules' own.
 * @returns `undefined` if a package with a rule gives no name, or cannot be read: then the rules have to be loaded
 */
export function declaredRuleNames(workspace: string = WORKSPACE_PACKAGES): string[] | undefined {
  try {
    const names = readdirSync(workspace)
      .toSorted()
      .map((folder) => join(workspace, folder, 'package.json'))
      .filter((file) => existsSync(file))
      .map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { hebbench?: Declaration }).hebbench)
      .flatMap((hebbench) => (hebbench?.rule === undefined ? [] : [hebbench.name]));
    return names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}

interface Declaration {
  readonly rule?: unknown;
  readonly name?: unknown;
}
