import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openCommandLine, type CommandLine, type Ended } from './command-line.ts';

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
    const filter = Object.values(CELLS).join(',');
    const { status, stdout, stderr } = await cli.bench(
      cli.run(filter, '--rule', 'fixture-rule', '--plugin', join(FIXTURES, 'good-rule'), '--workers', '1'),
    );
    expect(status, `${stderr}`).toBe(0);
    expect(stdout).not.toContain('FAILED');
    for (const suite of Object.keys(CELLS)) {
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

  test('each fault is reported with the name of its rule or package, and the other cells go on', async () => {
    const faults = Object.keys(FAULTS).filter((name) => name !== 'step-hangs');
    const without = ['broken-rule', 'no-rule'].map((name) => join(FIXTURES, name));
    const ended = await runBeside(faults, without);
    expect(ended.status, `${ended.stderr}`).toBe(1);
    for (const name of faults) expectFault(name, ended);
    expectNoRule(ended);
    // What a rule writes is no result, and the terminal does not obey it.
    expect(ended.stdout).not.toContain('noise');
    expect(ended.stderr).toContain('\\u001b[31mnoise');
    expect(ended.stdout + ended.stderr).not.toContain('\u001B');
    expect(cli.records().find(({ cell }) => cell.rule === 'fixture-rule')!.status).toBe('ok');

    // A package without a rule is a failure also where all runs are well.
    const again = await runBeside([], without);
    expect(again.stderr).toContain('1 run is finished already');
    expect(again.status, `${again.stderr}`).toBe(1);
    expectNoRule(again);
  });

  test('a step that does not return is given up, and the other cells go on', async () => {
    const ended = await runBeside(['step-hangs'], [], '--silence', '6', '--workers', '1');
    expect(ended.status).toBe(1);
    expectFault('step-hangs', ended);
    // On a machine that is busy enough, six seconds are too few for a rule that is well.
    expect(cli.records()).toHaveLength(2);
  });
});

/** Runs faulty rules, and packages without one, beside a good rule. */
function runBeside(faults: readonly string[], without: readonly string[], ...more: string[]): Promise<Ended> {
  const faulty = faults.map((name) => faultyPlugin(name, FAULTS[name]!.code));
  return cli.bench(
    cli.run(
      'table1/mnist/nonneg/1-layer/**',
      '--plugin',
      [...without, ...faulty, join(FIXTURES, 'good-rule')].join(','),
      '--rule',
      [...faults, 'fixture-rule'].join(','),
      ...more,
    ),
  );
}

/** Of each suite the cells in which a rule can tell a difference: other images, and other readings of a network, are none. */
const CELLS = {
  table1: 'table1/mnist/{free/2,nonneg/1}-layer/**',
  figure2: 'figure2/mnist/**',
  figure3: 'figure3',
  figure4: 'figure4/{attacks,few-shot-all}/**',
  rules: 'rules/mnist/nonneg/**',
} as const;

function expectNoRule({ stderr }: Ended): void {
  expect(stderr).toMatch(/fixture-broken-rule[^]*an error while loading/);
  expect(stderr).toMatch(/fixture-no-rule[^]*a LearningRule/);
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
  // It never returns, and leaves the processor to the others.
  'step-hangs': {
    code: 'step() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }',
    says: 'no sign of life for 6 s',
  },
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
