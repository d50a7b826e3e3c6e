// `pnpm new:rule NAME`: checks the name, and has turbo's generator write packages/rule-NAME.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { complaintAbout } from './generators/name.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2).filter((word) => word !== '--');
const [name] = words;

function fail(got: string, expected: string, fix: string): never {
  process.stderr.write(
    `No rule was made.\n  got:      ${got}\n  expected: ${expected}\n  fix:      ${fix}\n`,
  );
  process.exit(2);
}

if (words.length > 1) fail(words.join(' '), 'one name', 'join its words with hyphens: pnpm new:rule my-rule');
if (name === undefined && !process.stdin.isTTY) fail('no name', 'a name', 'pnpm new:rule my-rule');
if (name !== undefined) {
  const complaint = complaintAbout(name);
  if (complaint) fail(name, complaint, 'for instance: pnpm new:rule oja-decorrelated');
  if (existsSync(`${ROOT}/packages/rule-${name}`))
    fail(
      name,
      'a name that no package has yet',
      `packages/rule-${name} is there: edit it, or choose another name`,
    );
}

const turbo = fileURLToPath(new URL('../node_modules/.bin/turbo', import.meta.url));
const args = ['gen', 'rule', '--no-update-notifier', ...(name === undefined ? [] : ['--args', name])];
const { status } = spawnSync(turbo, args, {
  cwd: ROOT,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);
const made = name ?? '<name>';
process.stdout.write(`
Next:
  pnpm test packages/rule-${made}               # its conformance suite passes as it is
  pnpm bench --filter table1 --rule ${made} --scale smoke
Then write the rule in packages/rule-${made}/src/step.ts; docs/adding-a-rule.md shows how.
`);
