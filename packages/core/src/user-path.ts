import { dirname, isAbsolute, resolve } from 'node:path';

/**
 * The absolute path of what a user typed, seen from where the user stands. pnpm and npm run a script in the folder of its
 * `package.json`, and leave the folder in which they were called in `INIT_CWD`.
 * @param path - absolute, or relative to where the user stands
 * @param environment - for tests. @defaultValue that of this process
 */
export function userPath(
  path: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return resolve(userFolder(environment), path);
}

/** Where the user stands. */
function userFolder({ INIT_CWD: called, npm_package_json: manifest }: typeof process.env): string {
  const here = process.cwd();
  // A program that a script starts elsewhere inherits both: only in the script's own folder do they tell of this command.
  const byScript = manifest !== undefined && resolve(dirname(manifest)) === here;
  return byScript && called !== undefined && isAbsolute(called) ? called : here;
}
