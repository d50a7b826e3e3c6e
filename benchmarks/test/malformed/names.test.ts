import { join } from 'node:path';
import { describe, test } from 'vitest';
import { expectRefused, setUpCommands, titleOf, type Row } from './refused.ts';

const CELL = 'table1/mnist/nonneg/1-layer/backprop/end-to-end';
const LONG = 'x'.repeat(5000);
const NAME = 'n'.repeat(300);
const { folder, plainFile } = setUpCommands();

const UNKNOWN: readonly Row[] = [
  [['--filter', 'tabel1'], ['"table1"']],
  [['--filter', 'constructor'], ['matches no suite']],
  [['--filter', '__proto__'], ['matches no suite']],
  [
    ['--filter', LONG],
    ['matches no suite', '5000 characters'],
  ],
  [
    ['--filter', `table1/${LONG}/x`],
    ['matches no suite', '5009 characters'],
  ],
  [['--filter', '{'.repeat(200)], ['matches no suite']],
  [['--filter', '[a-'], ['matches no suite']],
  [['--rule', 'hebian-wp'], ['"hebbian-wp"']],
  [['--rule', 'constructor'], ['Unknown rule "constructor"']],
  [
    ['--rule', NAME],
    ['Unknown rule', '(300 characters)'],
  ],
  [['list', '--rule', 'hebian-wp'], ['"hebbian-wp"']],
  [['list', '--filter', 'table2'], ['"table1"']],
  [['check', '--filter', 'tabel1'], ['"table1"']],
  [
    ['export', 'table1/mnist/nonneg/1-layer/backdrop/end-to-end'],
    ['CELL table1', 'backprop/end-to-end'],
  ],
  [['export', CELL, '--rule', 'backdrop'], ['"backprop"']],
  [['speed', '--work', 'hebbian-1000'], ['"hebbian-100"']],
  [['speed', '--work', 'constructor'], ['Unknown unit of work']],
  [['data', 'show', '--sets', 'mnsit'], ['"mnist"']],
  [['data', 'verify', '--sets', 'constructor'], ['Unknown data set']],
  [
    ['data', 'fetch', '--sets', NAME],
    ['Unknown data set', '(300 characters)'],
  ],
  [['--plugin', './no-such-package'], [join(process.cwd(), 'no-such-package')]],
  [['--plugin', plainFile], ['no such package']],
  [['list', '--plugin', folder], ['no such package']],
  [
    ['export', CELL, '--plugin', LONG],
    ['no such package', '5000 characters'],
  ],
  [['--plugin', '../../..'], ['no such package']],
  [['--plugin', '%00'], ['no such package']],
];

describe('unknown names', () => {
  test.each(UNKNOWN.map(([argv, says]) => ({ title: titleOf(argv), argv, says })))(
    '$title',
    async ({ argv, says }) => expectRefused({ argv, says, code: 'UNKNOWN_NAME', status: 2 }),
  );
});

const MISSING: readonly Row[] = [
  [['--data-dir', 'no-such-folder'], [join(process.cwd(), 'no-such-folder')]],
  [['--data-dir', plainFile], [`${plainFile}, which is a file`]],
  [['--data-dir', join(plainFile, 'below')], ['no data folder']],
  [['data', '--data-dir', '/dev/null'], ['/dev/null, which is a device']],
  [['data', 'verify', '--data-dir', '/nowhere'], ['--data-dir /nowhere']],
  [['export', CELL, '--data-dir', 'nowhere'], [join(process.cwd(), 'nowhere')]],
  [
    ['report', '--out', '/nowhere'],
    ['nothing to report', '/nowhere'],
  ],
  [['compare', 'nowhere', '/nowhere'], [join(process.cwd(), 'nowhere')]],
  [
    ['export', CELL, '--data', 'embedded', '--out', folder],
    [`--filter ${CELL} --scale quick --data embedded --seed 0 --force --out ${folder}`],
  ],
  [
    ['export', 'table1/mnist/nonneg/1-layer/softhebb/default', '--rule', 'softhebb', '--data', 'embedded'],
    ['--seed 0 --force --rule softhebb`'],
  ],
];

describe('what is not there', () => {
  test.each(MISSING.map(([argv, says]) => ({ title: titleOf(argv), argv, says })))(
    '$title',
    async ({ argv, says }) => expectRefused({ argv, says, code: 'DATA_MISSING', status: 1 }),
  );
});
