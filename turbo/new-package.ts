import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { KINDS, type Kind } from './generators/name.ts';
import { refusal } from './refusal.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Checks the name that was typed, and has turbo's generator write a package of that kind. Ends the process with status 2
 * for a name that cannot be one.
 * @param next - what to do then, of a name
 */
export function newPackage(kind: Kind, next: (name: string) => string): void {
  const words = process.argv.slice(2).filter((word) => word !== '--');
  const [name] = words;
  const refused = refusal(kind, { words, canAsk: process.stdin.isTTY, root: ROOT });
  if (refused) {
    const { got, expected, fix } = refused;
    process.stderr.write(
      `No ${KINDS[kind].title} was made.\n  got:      ${got}\n  expected: ${expected}\n  fix:      ${fix}\n`,
    );
    process.exit(2);
  }
  const turbo = fileURLToPath(new URL('../node_modules/.bin/turbo', import.meta.url));
  const args = ['gen', kind, '--no-update-notifier', ...(name === undefined ? [] : ['--args', name])];
  const { status } = spawnSync(turbo, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  process.stdout.write(`\nNext:\n${next(name ?? '<name>')}`);
}
