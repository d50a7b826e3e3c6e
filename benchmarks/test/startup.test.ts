// @own-process: it looks at what is loaded, and when.
import { HebbenchError } from '@hebbench/core';
import { afterEach, expect, test, vi } from 'vitest';

import { runProgram } from '../src/cli/program.ts';
import { fitted } from '../src/cli/wrapped.ts';

afterEach(() => vi.restoreAllMocks());

/** TensorFlow.js leaves a trace of its having been loaded. */
function computes(): boolean {
  return '_tfGlobals' in globalThis || '_tfengine' in globalThis;
}

const COMMANDS = 'run show list rules report publish compare check export engines speed data'.split(' ');

// In this order: what is loaded once stays.
test('help and refusals load nothing that computes', async () => {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  await runProgram(['--help']);
  for (const name of COMMANDS) {
    expect(written).toContain(`  ${name}`);
    await runProgram([name, '--help']);
    await expect(runProgram([name, '--wrokers', '2'])).rejects.toThrow('no flag --wrokers');
  }
  await expect(runProgram(['rnu'])).rejects.toThrow('no command');
  expect(computes()).toBe(false);
});

test('nor does a list of cells', async () => {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  await runProgram(['list', '--rule', 'hpca', '--filter', 'table1']);
  expect(written).toContain('table1/mnist/nonneg/10-layer/hpca/default');
  await expect(runProgram(['list', '--rule', 'softheb'])).rejects.toThrow('"softhebb"');
  await expect(runProgram(['list', '--filter', 'tabel1'])).rejects.toThrow('"table1"');
  expect(computes()).toBe(false);
});

test('a command that computes is loaded when it is asked for', async () => {
  await expect(runProgram(['speed', '--seconds', '0'])).rejects.toThrow('number of seconds');
  expect(computes()).toBe(true);
});

test('what a package calls its rule is what the rule calls itself', async () => {
  const [{ declaredRuleNames }, { findRulePackages }, { loadRules }] = await Promise.all([
    import('../src/rules/declared-names.ts'),
    import('../src/rules/packages.ts'),
    import('../src/rules/registry.ts'),
  ]);
  const packages = findRulePackages();
  expect([...(await loadRules(packages)).keys()]).toEqual(declaredRuleNames());
  await expect(loadRules([{ ...packages[0]!, declared: 'other' }])).rejects.toThrow('"other"');
});

test('lists show what suites run', async () => {
  const [{ GRIDS }, { SUITES }] = await Promise.all([
    import('../src/suites/grids.ts'),
    import('../src/suites/index.ts'),
  ]);
  expect(GRIDS.map(({ name }) => name)).toEqual(SUITES.map(({ name }) => name));
  GRIDS.forEach(({ cells }, i) => expect(SUITES[i]!.cells).toBe(cells));
});

test.each([60, 80, 120, Infinity])('a list breaks no word at %d columns', async (width) => {
  const [{ suiteText }, { SUITES }] = await Promise.all([
    import('../src/cli/list.ts'),
    import('../src/suites/index.ts'),
  ]);
  for (const suite of SUITES) {
    const cells = suite.cells('quick', { rules: [] });
    const text = suiteText(suite, cells, width);
    for (const { id } of cells) expect(text).toContain(`  ${id}`);
    const tooLong = text.split('\n').filter((line) => line.length > width);
    // An id is one word: on a terminal that is narrower it stands alone.
    expect(tooLong.filter((line) => !cells.some(({ id }) => line === `  ${id}`))).toEqual([]);
  }
});

test('an error breaks no word on a terminal, and stays as it is elsewhere', () => {
  const { message } = new HebbenchError('USAGE', 'A filter matches nothing.', {
    got: `--filter ${'x'.repeat(90)}`,
    expected: 'a suite or a glob over the ids of cells, of which there are several hundred at every scale',
    fix: 'see `pnpm bench list`',
  });
  expect(fitted(message, undefined)).toBe(message);
  const lines = fitted(message, 60).split('\n');
  expect(lines.map((line) => line.trim()).join(' ')).toBe(message.replaceAll(/\n +/g, ' '));
  expect(lines.filter((line) => line.length > 60)).toEqual([`            ${'x'.repeat(90)}`]);
  expect(lines).toContain('            which there are several hundred at every scale');
});

test('colours take no columns: a table’s row that fits stays as it is', () => {
  const row = `\u001B[1m${'9'.repeat(50)}\u001B[22m`;
  expect(fitted(row, 50)).toBe(row);
  expect(fitted(`${row}\n${'word '.repeat(12).trim()}`, 50).split('\n')).toHaveLength(3);
});
