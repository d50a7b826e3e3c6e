import { describe, expect, test, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { expectRefused, setUpCommands, titleOf, type Row } from './refused.ts';

const CELL = 'table1/mnist/nonneg/1-layer/backprop/end-to-end';
const LONG = 'x'.repeat(5000);
const HUGE = 'x'.repeat(100_000);
const NAME = 'n'.repeat(300);
setUpCommands();

const USAGE: readonly Row[] = [
  // Commands.
  [['rnu'], ['There is no command "rnu"', 'run, show, list']],
  [[''], ['There is no command ""']],
  [['constructor'], ['There is no command "constructor"']],
  [['toString'], ['There is no command "toString"']],
  [['__proto__'], ['There is no command "__proto__"']],
  [['hasOwnProperty', '--help'], ['There is no command "hasOwnProperty"']],
  [['valueOf', '--filter', 'table1'], ['There is no command "valueOf"']],
  [['list\n'], ['control character', 'U+000A']],
  [['\u001B[31mlist'], ['control character', 'U+001B']],
  [[LONG], ['There is no command', '5000 characters']],
  [[HUGE], ['too long', '100000 characters']],
  [['table1'], ['There is no command "table1"']],
  // Flags.
  [
    ['--wrokers', '2'],
    ['no flag --wrokers', '--workers'],
  ],
  [['--constructor', '1'], ['no flag --constructor']],
  [['--__proto__=1'], ['no flag --__proto__']],
  [['--=x'], ['no flag --=x']],
  [['-f', 'table1'], ['no flag -f']],
  [['-'], ['no flag -']],
  [['---filter', 'table1'], ['no flag ---filter']],
  [['list', '--', '--filter'], ['no flag --']],
  [
    ['--Filter', 'table1'],
    ['no flag --Filter', '--filter'],
  ],
  [['--no-force'], ['no flag --no-force']],
  [[`--${LONG}`], ['There is no flag', '5002 characters']],
  [['stray'], ['There is no command']],
  [['list', 'stray'], ['"stray" is not expected here']],
  [['report', '--force'], ['no flag --force']],
  [['engines', '--engine', 'wasm'], ['no flag --engine']],
  [['list', '--seeds', '2'], ['no flag --seeds']],
  [['compare', 'a', 'b', 'c'], ['"c" is not expected here']],
  [['compare', 'a'], ['compare']],
  [['export'], ['export']],
  [['data', 'show', 'mnist'], ['"mnist" is not expected here']],
  // Values.
  [['--filter'], ['a value', 'write --filter VALUE']],
  [['--filter='], ['a value']],
  [['--filter', '   '], ['a value']],
  [['--out', ' '], ['a value']],
  [['--filter', '--force'], ['a value']],
  [
    ['--filter', 'table1', '--filter=rules'],
    ['another --filter', 'write --filter once'],
  ],
  [
    ['--log', 'tensorbord'],
    ['--log "tensorbord"', 'did you mean "tensorboard"?'],
  ],
  [['--json=yes'], ['write --json alone']],
  [['--force=false'], ['write --force alone']],
  [['--filter=table1\n'], ['control character', 'U+000A']],
  [
    ['--filter', 'table1,\r\nrules'],
    ['control character', 'U+000D'],
  ],
  [
    ['--out', 'a\tb'],
    ['control character', 'U+0009'],
  ],
  [
    ['--data-dir', '/tmp/\u0007'],
    ['control character', 'U+0007'],
  ],
  [['--rule=hebbian-wp\u0000'], ['control character', 'U+0000']],
  [
    ['--plugin', '\u009B31m'],
    ['control character', 'U+009B'],
  ],
  [['export', `${CELL}\n`], ['control character']],
  [['compare', 'a\n', 'b'], ['control character']],
  [['data', 'show\n'], ['control character']],
  [['speed', '--python', 'python3\npeer.py'], ['control character']],
  [['speed', '--peers', 'touch'], ['did you mean "torch"']],
  [
    ['speed', '--peers', 'jax', '--python', '/nowhere/python'],
    ['no file', 'environment.py'],
  ],
  [
    ['--filter', HUGE],
    ['too long', '32768'],
  ],
  // Paths.
  [
    ['--data-dir', `/${LONG}`],
    ['--data-dir is too long', '4095 bytes'],
  ],
  [
    ['--out', NAME],
    ['--out is too long', '255 between'],
  ],
  [
    ['worker', '--queue', 'redis://host', '--store', 'gs://runs'],
    ['--store gs://runs', 's3://BUCKET'],
  ],
  [['worker', '--queue', 'redis://host', '--store', LONG], ['--store is too long']],
  [['queue', '--queue', 'redis://host', '--board', '99999'], ['1 to 65535']],
  [
    ['--log', 'wandb'],
    ['Weights & Biases', 'docs/python.md'],
  ],
  [['report', '--out', `/a/${NAME}/b`], ['--out is too long']],
  [['check', '--out', 'ä'.repeat(128)], ['--out is too long']],
  [['export', CELL, '--to', LONG], ['--to is too long']],
  [['speed', '--out', LONG], ['--out is too long']],
  [['data', '--data-dir', LONG], ['--data-dir is too long']],
  [['compare', LONG, 'b'], ['A is too long']],
  [['compare', 'a', LONG], ['B is too long']],
  // Choices and numbers.
  [['--scale', 'large'], ['smoke, quick, paper']],
  [['--scale', 'Smoke'], ['did you mean "smoke"']],
  [['--scale', 'constructor'], ['smoke, quick, paper']],
  [['--data', 'reel'], ['did you mean "real"']],
  [['--engine', 'gpu'], ['onnxruntime']],
  [['--seeds', '0'], ['whole number']],
  [['--seeds', '-1'], ['whole number']],
  [['--seeds', '1e3'], ['whole number']],
  [['--seeds', '٣'], ['whole number']],
  [
    ['--seeds', '9'.repeat(400)],
    ['whole number', '(402 characters)'],
  ],
  [['--workers', '1.5'], ['whole number']],
  [['--workers', '10001'], ['whole number']],
  [['--seed', '1-3'], ['with commas between them']],
  [['--seed', ','], ['at least one name']],
  [['--seed', '100000'], ['99999']],
  [['--seed', '1', '--seeds', '3'], ['one of --seed and --seeds']],
  [['--silence', '0'], ['whole number']],
  [['check', '--cells', 'all'], ['whole number']],
  [['check', '--draw', '-1'], ['whole number']],
  [['speed', '--seconds', '0'], ['number of seconds']],
  [['speed', '--seconds', 'Infinity'], ['number of seconds']],
  [['speed', '--rounds', '0'], ['whole number']],
  [['speed', '--threads', 'two'], ['whole number']],
  [['speed', '--engine', 'gpu'], ['onnxruntime']],
  [['engines', '--threads', '0'], ['whole number']],
  [['export', CELL, '--seed', '1.0'], ['whole number']],
  [['export', CELL, '--images', '-5'], ['whole number']],
  [['export', CELL, '--data', 'fake'], ['embedded']],
  // Lists of nothing.
  [['--filter', ','], ['names nothing']],
  [
    ['--rule', ','],
    ['--rule ","', 'at least one name'],
  ],
  [['--plugin', ', ,'], ['at least one name']],
  [['list', '--rule', ','], ['at least one name']],
  [['list', '--filter', ',,'], ['The filter names nothing']],
  [['speed', '--work', ','], ['at least one name']],
  [['data', 'fetch', '--sets', ','], ['at least one name']],
  [['data', 'verify', '--sets', ','], ['at least one name']],
  [
    ['export', ','],
    ['The cell names nothing', 'CELL ","'],
  ],
  [['export', ''], ['The cell names nothing']],
  // What actions do not take.
  [['data', 'burn'], ['show, fetch, verify']],
  [['data', 'constructor'], ['show, fetch, verify']],
  [['data', 'fetch', '--data-dir', '.'], ['HEBBENCH_CACHE_DIR']],
  // One network.
  [['export', 'table1/mnist/**'], ['One network is exported at a time']],
  [
    ['list', '--rule', 'softhebb', '--filter', 'regime'],
    ['does not run this rule', '--filter regime'],
  ],
];

describe('bad usage', () => {
  test.each(USAGE.map(([argv, says]) => ({ title: titleOf(argv), argv, says })))(
    '$title',
    async ({ argv, says }) => expectRefused({ argv, says, code: 'USAGE', status: 2 }),
  );
});

describe('odd, and understood', () => {
  test.each([
    { argv: ['--', 'list', '--filter', ' rules ,, '], says: 'rules –' },
    { argv: ['list', '--filter=table1/*/free/{1,2}-layer'], says: 'table1' },
    { argv: ['list', '--filter', 'table1//'], says: 'table1' },
    { argv: ['list', '--filter', 'table1/**/backprop/*', '--rule', 'softhebb,backprop'], says: '/backprop/' },
    { argv: ['data', '--sets', 'mnist,mnist'], says: 'MNIST' },
    { argv: ['list', '-h'], says: '--rule' },
    { argv: ['--filter', 'x', '--help'], says: '--filter' },
  ])('$argv', async ({ argv, says }) => {
    let written = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
    expect(await runProgram(argv)).toBe(0);
    expect(written).toContain(says);
  });
});
