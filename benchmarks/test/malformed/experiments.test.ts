import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readExperiments } from '../../src/experiments/file.ts';
import { expectRefused, titleOf } from './refused.ts';

const CELL = 'table1/mnist/nonneg/1-layer/backprop';
const folder = mkdtempSync(join(tmpdir(), 'hebbench-experiments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = readonly [flags: readonly string[], says: readonly string[]];

const FLAGS: readonly Row[] = [
  [
    ['--set', 'learningRate'],
    ['--set learningRate', 'KEY=VALUE'],
  ],
  [
    ['--set', '=1'],
    ['--set =1', 'KEY=VALUE'],
  ],
  [
    ['--set', 'learningRate='],
    ['--set learningRate=', 'KEY=VALUE'],
  ],
  [['--set', 'learningRate=0.1,,0.2'], ['KEY=VALUE']],
  [['--set', '--force'], ['a value']],
  [['--set', 'learningRate=0.1', '--set', 'learningRate=0.2'], ['each hyperparameter once']],
  [
    ['--set', 'lerningRate=0.1'],
    ['the rule "backprop"', 'did you mean "learningRate"?'],
  ],
  [
    ['--set', 'constructor=1'],
    ['constructor=1', 'the rule "backprop"'],
  ],
  [['--set', '__proto__=1'], ['KEY=VALUE']],
  [
    ['--set', 'learningRate=-1'],
    ['--set learningRate=-1', 'number above 0', 'pnpm bench rules backprop'],
  ],
  [
    ['--set', 'learningRate=0.1,high'],
    ['--set learningRate=high', 'number above 0'],
  ],
  [['--set', 'learningRate=1e999'], ['number above 0']],
  [['--set', 'learningRate="0.1"'], ['number above 0']],
  [['--set', 'learningRate={"a":1}'], ['number above 0']],
  [
    ['--set', 'batchSize=1.5'],
    ['--set batchSize=1.5', 'whole number'],
  ],
  [
    ['--set', `learningRate=${Array.from({ length: 1001 }, (_, i) => `0.${i + 1}`).join(',')}`],
    ['at most 1000'],
  ],
  [['--preset', 'beste'], ['did you mean "best"?']],
  [
    ['--hidden', '0'],
    ['--hidden "0"', 'from 1 to 1000000'],
  ],
  [['--hidden', '500,'], ['--hidden "500,"']],
  [['--hidden', '500x2'], ['one a hidden layer']],
  [['--hidden', '-5'], ['--hidden "-5"']],
  [['--hidden', '1e3'], ['--hidden "1e3"']],
  [
    ['--epochs', '-1'],
    ['--epochs "-1"', 'from 0'],
  ],
  [['--epochs', 'Infinity'], ['--epochs "Infinity"']],
  [
    ['--epochs', '5'],
    ['train without labels', 'end-to-end do not', 'head-epochs'],
  ],
  [['--head-epochs', 'ten'], ['--head-epochs "ten"']],
  [['--head-epochs', '1e7'], ['--head-epochs "1e7"']],
  [
    ['--train-images', '0'],
    ['--train-images "0"', '1 or more'],
  ],
  [
    ['--train-images', '100001', '--data', 'embedded'],
    ['at most', 'as many as mnist has'],
  ],
  [['--train-images', '1.5'], ['--train-images "1.5"']],
  [['--validation=yes'], ['write --validation alone']],
];

describe('flags of experiments are refused', () => {
  test.each(FLAGS.map((row) => [titleOf(row[0]), ...row] as const))('%s', async (_, flags, says) => {
    const argv = ['--filter', CELL, '--scale', 'smoke', ...flags];
    await expectRefused({ argv, code: 'USAGE', status: 2, says });
  });
});

const VALID = `  - filter: ${CELL}\n    hidden: 20\n`;

/** What is not valid, the line that is named, and words of the complaint. */
const FILES: readonly (readonly [title: string, text: string, line: number, says: readonly string[]])[] = [
  ['no YAML', 'experiments: [', 1, ['a YAML document']],
  ['a key twice', `experiments:\n${VALID}scale: quick\nscale: paper\n`, 5, ['unique']],
  ['nothing', '', 1, ['a map with a list of 1 to 100 experiments']],
  ['a list', '- 1\n- 2\n', 1, ['a map with']],
  ['no experiments', 'scale: quick\n', 1, ['experiments', 'not there']],
  ['an empty list', 'experiments: []\n', 1, ['1 to 100 experiments']],
  ['an unknown key', `sclae: quick\nexperiments:\n${VALID}`, 1, ['sclae', 'did you mean "scale"?']],
  ['an unknown key of one', `experiments:\n${VALID}    hiden: 20\n`, 4, ['experiments[0].hiden', '"hidden"']],
  ['another scale', `scale: huge\nexperiments:\n${VALID}`, 1, ['scale "huge"', 'smoke, quick, paper']],
  ['no seed', `seed: -1\nexperiments:\n${VALID}`, 1, ['seed -1', '0 to 99999']],
  ['no number of seeds', `seeds: 0\nexperiments:\n${VALID}`, 1, ['seeds 0', '1 to 10000']],
  ['no filter', 'experiments:\n  - hidden: 20\n', 2, ['experiments[0].filter', 'a suite or a glob']],
  ['no name of a rule', `experiments:\n${VALID}    rule: []\n`, 4, ['experiments[0].rule', 'name of a rule']],
  ['another preset', `experiments:\n${VALID}    preset: bets\n`, 4, ['preset "bets"', 'paper, best']],
  [
    'no units',
    `experiments:\n  - filter: ${CELL}\n    hidden: [20, 0]\n`,
    3,
    ['hidden[1] 0', '1 to 1000000'],
  ],
  ['no epochs', `experiments:\n${VALID}    epochs: .inf\n`, 4, ['epochs', 'from 0 to 1000000']],
  ['no epochs with labels', `experiments:\n${VALID}    head-epochs: ten\n`, 4, ['head-epochs "ten"']],
  ['no images', `experiments:\n${VALID}    train-images: 0\n`, 4, ['train-images 0', '1 or more']],
  ['no yes or no', `experiments:\n${VALID}    validation: 1\n`, 4, ['validation 1', 'true or false']],
  ['no settings', `experiments:\n${VALID}    set: 5\n`, 4, ['set 5', 'hyperparameters by name']],
  [
    'no value',
    `experiments:\n${VALID}    set: { learningRate: [] }\n`,
    4,
    ['learningRate=[]', 'number above 0'],
  ],
  ['nothing to change', `experiments:\n  - filter: ${CELL}\n`, 2, ['which changes nothing', 'validation']],
  [
    'too many values',
    `experiments:\n${VALID}    set: { a: [${'1,'.repeat(40)}], b: [${'1,'.repeat(40)}] }\n`,
    4,
    ['1600 combinations', 'at most 1000'],
  ],
];

describe('a file of experiments is refused, with its line', () => {
  test.each(FILES)('%s', async (title, text, line, says) => {
    const file = join(folder, `${title.replaceAll(' ', '-')}.yaml`);
    writeFileSync(file, text);
    const refused = ['--experiment', file];
    await expectRefused({
      argv: refused,
      code: 'INVALID_CONFIG',
      status: 2,
      says: [...says, `line ${line}`],
    });
  });

  test('for a value that the rule refuses', async () => {
    const file = join(folder, 'rate.yaml');
    writeFileSync(file, `experiments:\n  - filter: ${CELL}\n    set:\n      learningRate: [0.1, -1]\n`);
    const says = ['learningRate=-1', 'number above 0', 'line 4'];
    await expectRefused({ argv: ['--experiment', file], code: 'INVALID_CONFIG', status: 2, says });
  });

  test('beside flags that say the same', async () => {
    const file = join(folder, 'valid.yaml');
    writeFileSync(file, `experiments:\n${VALID}`);
    for (const flag of [
      '--filter',
      '--rule',
      '--set',
      '--preset',
      '--hidden',
      '--epochs',
      '--train-images',
    ]) {
      const value = flag === '--set' ? 'a=1' : flag === '--preset' ? 'best' : '1';
      const argv = ['--experiment', file, flag, value];
      await expectRefused({ argv, code: 'USAGE', status: 2, says: [`${file} ${flag}`] });
    }
  });

  test('where there is none', async () => {
    const argv = ['--experiment', join(folder, 'none.yaml')];
    const says = ['where no file is', 'docs/experiments.md'];
    await expectRefused({ argv, code: 'USAGE', status: 2, says });
  });

  test('for what is no regular file, or larger than any list', () => {
    const [pipe, directory, large] = ['pipe', 'directory', 'large'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    execFileSync('mkfifo', [pipe]);
    mkdirSync(directory);
    writeFileSync(large, ' '.repeat(2 ** 20 + 1));
    expect(() => readExperiments(pipe)).toThrow('a named pipe');
    expect(() => readExperiments(directory)).toThrow('a folder');
    expect(() => readExperiments(large)).toThrow('1048577 bytes');
  });

  test('for references to references that would not end', () => {
    const file = join(folder, 'references.yaml');
    const lists = Array.from(
      { length: 9 },
      (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]`,
    );
    writeFileSync(file, `x0: &x0 [1]\n${lists.join('\n')}\n`);
    expect(() => readExperiments(file)).toThrow('references');
  });
});
