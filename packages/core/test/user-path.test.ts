import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { userPath } from '../src/index.ts';

const HERE = process.cwd();
const SCRIPT = join(HERE, 'package.json');
const BELOW = join(HERE, 'docs');

test.each([
  {
    where: 'in a folder below the script’s',
    environment: { INIT_CWD: BELOW, npm_package_json: SCRIPT },
    seen: join(BELOW, 'x'),
  },
  {
    where: 'in the script’s folder',
    environment: { INIT_CWD: HERE, npm_package_json: SCRIPT },
    seen: join(HERE, 'x'),
  },
  {
    where: 'elsewhere, with pnpm -C',
    environment: { INIT_CWD: '/elsewhere', npm_package_json: SCRIPT },
    seen: resolve('/elsewhere/x'),
  },
  {
    where: 'in a program that the script of another package starts here',
    environment: { INIT_CWD: '/elsewhere', npm_package_json: '/elsewhere/package.json' },
    seen: join(HERE, 'x'),
  },
  { where: 'without pnpm', environment: {}, seen: join(HERE, 'x') },
  {
    where: 'with an empty INIT_CWD',
    environment: { INIT_CWD: '', npm_package_json: SCRIPT },
    seen: join(HERE, 'x'),
  },
  {
    where: 'with an INIT_CWD that is no absolute path',
    environment: { INIT_CWD: 'docs', npm_package_json: SCRIPT },
    seen: join(HERE, 'x'),
  },
])('a relative path is seen from where the user stands: $where', ({ environment, seen }) => {
  expect(userPath('x', environment)).toBe(seen);
  expect(userPath('/a/../b', environment)).toBe(resolve('/b'));
});
