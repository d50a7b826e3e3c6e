import { afterEach, expect, test, vi } from 'vitest';
import { runProgram } from '../src/cli/program.ts';

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

test('a command that computes is loaded when it is asked for', async () => {
  await expect(runProgram(['speed', '--seconds', '0'])).rejects.toThrow('number of seconds');
  expect(computes()).toBe(true);
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
