import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { complaintAbout, KINDS, type Kind } from './generators/name.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Checks the name that was typed, and has turbo's generator write a package of that kind. Ends the process with status 2
 * for a name that cannot be one.
 * @param next - what to do then, of a name
 */
export function newPackage(kind: Kind, next: (name: string) => string): void {
  const words = process.argv.slice(2).filter((word) => word !== '--');
  const [name] = words;
  const { title, example } = KINDS[kind];
  const command = `pnpm new:${kind}`;
  const fail = (got: string, expected: string, fix: string): never => {
    process.stderr.write(
      `No ${title} was made.\n  got:      ${got}\n  expected: ${expected}\n  fix:      ${fix}\n`,
    );
    process.exit(2);
  };
  if (words.length > 1)
    fail(words.join(' '), 'one name', `join its words with hyphens: ${command} ${example}`);
  if (name === undefined && !process.stdin.isTTY) fail('no name', 'a name', `${command} ${example}`);
  if (name !== undefined) {
    const complaint = complaintAbout(name, kind);
    if (complaint) fail(name, complaint, `for instance: ${command} ${example}`);
    if (existsSync(`${ROOT}/packages/${kind}-${name}`))
      fail(
        name,
        'a name that no package has yet',
        `packages/${kind}-${name} is there: edit it, or choose another name`,
      );
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
