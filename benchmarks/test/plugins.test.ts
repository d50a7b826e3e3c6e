import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openCommandLine, SHORT, type CommandLine, type Ended } from './command-line.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const CONTROL = fileURLToPath(new URL('../../packages/rule-random-features/src/index.ts', import.meta.url));
const TFJS = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-core'));

vi.setConfig({ testTimeout: 300_000 });

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

describe('plug-ins', () => {
  test('a dummy rule from outside exercises the whole benchmark', async () => {
    const suites = ['table1', 'figure2', 'figure3', 'figure4', 'rules'];
    const { status, stdout, stderr } = await cli.bench(
      cli.run(suites.join(','), '--rule', 'fixture-rule', '--plugin', join(FIXTURES, 'good-rule')),
    );
    expect(status, `${stderr}`).toBe(0);
    expect(stdout).not.toContain('FAILED');
    for (const suite of suites) {
      const summary = readFileSync(join(cli.out, suite, 'smoke-embedded', 'summary.md'), 'utf8');
      expect(summary).toContain('fixture-rule');
    }
    // The command that repeats a row asks for its rule, and for its package as it was given: a path is no name.
    const table = readFileSync(join(cli.out, 'table1', 'smoke-embedded', 'summary.md'), 'utf8');
    expect(table).toMatch(/--filter table1\S+fixture-rule\S+ /);
    expect(table).toContain(` --rule fixture-rule --plugin ${join(FIXTURES, 'good-rule')} `);
    expect(cli.records()[0]).toMatchObject({
      cell: { rule: 'fixture-rule', head: 'default' },
      provenance: { packages: { 'fixture-good-rule': '1.2.3' } },
    });
  });

  test('packages without a rule that loads are named, and the cells of other rules run', async () => {
    const plugins = ['broken-rule', 'no-rule'].map((name) => join(FIXTURES, name));
    const { status, stderr } = await cli.bench(cli.run(SHORT, '--plugin', plugins.join(',')));
    expect(status).toBe(1);
    expect(stderr).toMatch(/fixture-broken-rule[^]*an error while loading/);
    expect(stderr).toMatch(/fixture-no-rule[^]*a LearningRule/);
    expect(cli.records().map((record) => record.status)).toEqual(['ok', 'ok']);
  });

  test('each fault is reported with the name of its rule, and the other cells go on', async () => {
    const faults = Object.keys(FAULTS).filter((name) => name !== 'step-hangs');
    const ended = await runBeside(faults);
    expect(ended.status).toBe(1);
    for (const name of faults) expectFault(name, ended);
    // What a rule writes is no result, and the terminal does not obey it.
    expect(ended.stdout).not.toContain('noise');
    expect(ended.stderr).toContain('\\u001b[31mnoise');
    expect(ended.stdout + ended.stderr).not.toContain('\u001B');
    expect(cli.records().find(({ cell }) => cell.rule === 'fixture-rule')!.status).toBe('ok');
  });

  test('a step that does not return is given up, and the other cells go on', async () => {
    const ended = await runBeside(['step-hangs'], '--silence', '6', '--workers', '1');
    expect(ended.status).toBe(1);
    expectFault('step-hangs', ended);
    // On a machine that is busy enough, six seconds are too few for a rule that is well.
    expect(cli.records()).toHaveLength(2);
  });
});

/** Runs faulty rules beside a good one. */
function runBeside(faults: readonly string[], ...more: string[]): Promise<Ended> {
  const plugins = faults.map((name) => faultyPlugin(name, FAULTS[name]!.code));
  return cli.bench(
    cli.run(
      'table1/mnist/nonneg/1-layer/**',
      '--plugin',
      [...plugins, join(FIXTURES, 'good-rule')].join(','),
      '--rule',
      [...faults, 'fixture-rule'].join(','),
      ...more,
    ),
  );
}

function expectFault(name: string, { stdout }: Ended): void {
  const { error, status } = cli.records().find(({ cell }) => cell.rule === name)!;
  expect({ name, status }).toEqual({ name, status: 'failed' });
  expect(error!.message).toContain(`"${name}"`);
  expect(error!.message).toContain(FAULTS[name]!.says);
  expect(stdout).toMatch(new RegExp(`FAILED .*${name}`));
}

/** What a plug-in's rule does in its step, or instead of its scores, and what is said of it. */
const FAULTS: Readonly<Record<string, { readonly code: string; readonly says: string }>> = {
  'step-throws': {
    code: "step() { console.log('\\u001b[31mnoise'); throw new Error('\\u001b[31mof no use'); }",
    says: '\\u001b[31mof no use',
  },
  'step-hangs': { code: 'step() { for (;;); }', says: 'no sign of life for 6 s' },
  'step-draws': { code: 'step() { tf.dispose(tf.randomNormal([1])); }', says: 'ambient randomness' },
  'step-moves': { code: "step() { process.chdir('/'); }", says: 'the working directory' },
  'logits-wide': { code: 'logits: (x) => tf.zeros([x.shape[0], 11])', says: '[2, 11]' },
};

/** Writes a package whose rule is the control with one member replaced. */
function faultyPlugin(name: string, code: string): string {
  const folder = join(cli.out, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: `plugin-${name}`, type: 'module', main: 'index.ts', hebbench: { rule: '.' } }),
  );
  writeFileSync(
    join(folder, 'index.ts'),
    `import * as tf from ${JSON.stringify(TFJS)};
import rule from ${JSON.stringify(CONTROL)};

const fault = { ${code} };
export default {
  ...rule,
  name: ${JSON.stringify(name)},
  create(setup) {
    const trainer = rule.create(setup);
    const { logits, ...step } = fault;
    return {
      ...trainer,
      model: { ...trainer.model, ...(logits && { logits }) },
      phases: trainer.phases.map((phase) => ({ ...phase, ...step })),
    };
  },
};
`,
  );
  return folder;
}
