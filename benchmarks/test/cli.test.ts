import type { RunRecord } from '@hebbench/core';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONTROL = fileURLToPath(new URL('../../packages/rule-random-features/src/index.ts', import.meta.url));
const TFJS = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-core'));

/** Two short cells, and a longer one. */
const SHORT = 'table1/mnist/*/1-layer/random-features/*';
const LONG = 'table1/mnist/nonneg/2-layer/backprop/*';
/** Keeps the longer one busy until the test has done what it does. */
const SLOW = { HEBBENCH_TEST_FAULT: 'table1/mnist/nonneg/2-layer/backprop/*:slow' };

vi.setConfig({ testTimeout: 300_000 });

let out: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'hebbench-cli-'));
});
afterEach(() => {
  children.forEach((child) => child.kill('SIGKILL'));
  rmSync(out, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the command line as a user would, on embedded data at the smallest scale. */
function start(argv: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...argv], {
    cwd: ROOT,
    env: { ...process.env, HEBBENCH_DATA_DIR: '', HEBBENCH_CACHE_DIR: join(out, 'cache'), ...env },
  });
  children.add(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended };
}

function bench(argv: readonly string[], env?: Record<string, string>): Promise<Ended> {
  return start(argv, env).ended;
}

function run(filter: string, ...more: string[]): string[] {
  return ['--filter', filter, '--scale', 'smoke', '--data', 'embedded', '--out', out, ...more];
}

function records(): RunRecord[] {
  const folder = join(out, 'table1', 'smoke-embedded', 'records');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunRecord);
}

/** What must not depend on when, where and how often a run was stopped. */
function essence(record: RunRecord): unknown {
  const { metrics, hash, status, details, phases } = record;
  return { metrics, hash, status, details, phases: phases.map(({ seconds: _seconds, ...phase }) => phase) };
}

describe('a run', () => {
  test('writes its report, repeats nothing, and gives the same numbers again', async () => {
    const first = await bench(run(SHORT, '--workers', '2'));
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('Table 1');
    const stored = records();
    expect(stored).toHaveLength(2);
    expect(existsSync(join(out, 'table1', 'smoke-embedded', 'table1.csv'))).toBe(true);

    const second = await bench(run(SHORT, '--json'));
    expect(second.status).toBe(0);
    expect((JSON.parse(second.stdout) as { records: RunRecord[] }[])[0]!.records).toEqual(stored);
    expect(records()).toEqual(stored);

    const again = await bench(run(SHORT, '--workers', '2', '--force'));
    expect(again.status).toBe(0);
    expect(records().map(essence)).toEqual(stored.map(essence));
    expect(records()[0]!.provenance.startedAt).not.toBe(stored[0]!.provenance.startedAt);

    const summary = readFileSync(join(out, 'table1', 'smoke-embedded', 'summary.md'), 'utf8');
    expect((await bench(['report', '--out', out])).status).toBe(0);
    expect(readFileSync(join(out, 'table1', 'smoke-embedded', 'summary.md'), 'utf8')).toBe(summary);
    const folder = join(out, 'table1', 'smoke-embedded');
    expect((await bench(['compare', folder, folder])).stdout).toContain('+0.00');
  });

  test('shows what it would do, and does not do it', async () => {
    const { status, stdout } = await bench(run(SHORT, '--dry-run'));
    expect(status).toBe(0);
    expect(stdout.match(/to run/g)).toHaveLength(2);
    expect(existsSync(join(out, 'table1'))).toBe(false);
  });

  test.each(['throw', 'exit', 'nan'])(
    'goes on after a cell that fails (%s), and repeats that cell alone',
    async (fault) => {
      const broken = await bench(run(SHORT), { HEBBENCH_TEST_FAULT: `**/free/**:${fault}` });
      expect(broken.status).toBe(1);
      expect(
        records()
          .map(({ status }) => status)
          .toSorted(),
      ).toEqual(['failed', 'ok']);
      expect(broken.stdout).toContain('FAILED');
      const mended = await bench(run(SHORT));
      expect(mended.status).toBe(0);
      expect(mended.stderr).toContain('1 run is finished already');
      expect(records().map(({ status }) => status)).toEqual(['ok', 'ok']);
    },
  );

  test('goes on where Ctrl-C stopped it', async () => {
    const stopped = start(run(LONG), SLOW);
    await waitForProgress(stopped);
    stopped.child.kill('SIGINT');
    const { status, stderr } = await stopped.ended;
    expect(status).toBe(130);
    expect(stderr).toContain('Interrupted');
    expect(records()).toEqual([]);
    expect(readdirSync(join(out, 'table1', 'smoke-embedded', '.checkpoints'))).toHaveLength(1);

    expect((await bench(run(LONG))).status).toBe(0);
    const [resumed] = records();
    expect(readdirSync(join(out, 'table1', 'smoke-embedded', '.checkpoints'))).toEqual([]);
    expect((await bench(run(LONG, '--force'))).status).toBe(0);
    expect(essence(records()[0]!)).toEqual(essence(resumed!));
  });

  test('survives a kill at any moment: finished runs stay, the rest is run', async () => {
    const filter = `${SHORT},${LONG}`;
    const killed = start(run(filter, '--workers', '2'), SLOW);
    await waitForProgress(killed);
    await sleep(3000 * Math.random());
    killed.child.kill('SIGKILL');
    await killed.ended;
    const before = records();
    expect((await bench(run(filter))).status).toBe(0);
    const after = records();
    expect(after).toHaveLength(3);
    for (const record of before) expect(after).toContainEqual(record);
  });

  test('keeps a second run on the same store out', async () => {
    const first = start(run(LONG), SLOW);
    await waitForProgress(first);
    const second = await bench(run(LONG));
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('STORE_LOCKED');
    first.child.kill('SIGINT');
    await first.ended;
  });
});

describe('bad input is answered with what was got, what was expected and how to fix it', () => {
  test('on stderr, without a stack, with the exit status', async () => {
    const ended = await bench(['--scale', 'large']);
    expect(ended.stderr).toMatch(/got: .*large[^]*expected: .*smoke, quick, paper[^]*fix:/);
    expect(ended.stderr).not.toContain('    at ');
    expect(ended.stdout).toBe('');
    expect(ended.status).toBe(2);
  });

  test('a damaged record stops the run before it starts', async () => {
    expect((await bench(run(SHORT))).status).toBe(0);
    const folder = join(out, 'table1', 'smoke-embedded', 'records');
    writeFileSync(join(folder, readdirSync(folder)[0]!), '{');
    const ended = await bench(run(SHORT));
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('RECORD_CORRUPT');
    expect((await bench(run(SHORT, '--force'))).status).toBe(0);
  });

  test('a folder that cannot be written stops the run before it starts', async () => {
    const ended = await bench([
      '--filter',
      SHORT,
      '--scale',
      'smoke',
      '--data',
      'embedded',
      '--out',
      '/dev/null/x',
    ]);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('NOT_WRITABLE');
  });

  test('real data that is not there is an error; the stand-in is not used', async () => {
    const ended = await bench(
      [
        ...run(SHORT).filter((word) => word !== 'embedded' && word !== '--data'),
        '--data',
        'real',
        '--data-dir',
        out,
      ],
      {
        HEBBENCH_CACHE_DIR: '/dev/null/x',
      },
    );
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('NOT_WRITABLE');
  });
});

describe('plug-ins', () => {
  test('a rule from outside runs over the table', async () => {
    const argv = run(
      'table1/mnist/nonneg/1-layer/**',
      '--rule',
      'fixture-rule',
      '--plugin',
      join(FIXTURES, 'good-rule'),
    );
    const { status, stdout } = await bench(argv);
    expect(status).toBe(0);
    expect(stdout).toContain('fixture-rule');
    expect(records()).toMatchObject([{ cell: { rule: 'fixture-rule', head: 'default' }, status: 'ok' }]);
    expect(records()[0]!.provenance.packages).toMatchObject({ 'fixture-good-rule': '1.2.3' });
  });

  test('a dummy rule exercises the whole benchmark', async () => {
    const suites = ['table1', 'figure2', 'figure3', 'figure4', 'rules'];
    const { status, stdout } = await bench(
      run(suites.join(','), '--rule', 'fixture-rule', '--plugin', join(FIXTURES, 'good-rule')),
    );
    expect(status).toBe(0);
    expect(stdout).not.toContain('FAILED');
    for (const suite of suites)
      expect(readFileSync(join(out, suite, 'smoke-embedded', 'summary.md'), 'utf8')).toContain(
        'fixture-rule',
      );
  });

  test.each([
    { fixture: 'broken-rule', says: 'an error while loading' },
    { fixture: 'no-rule', says: 'a LearningRule' },
  ])('$fixture is named, and the cells of other rules run', async ({ fixture, says }) => {
    const { status, stderr } = await bench(run(SHORT, '--plugin', join(FIXTURES, fixture)));
    expect(status).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).toContain(`fixture-${fixture}`);
    expect(records().map((record) => record.status)).toEqual(['ok', 'ok']);
  });

  /** Runs faulty rules beside a good one. */
  function runBeside(faults: readonly string[], ...more: string[]): Promise<Ended> {
    const plugins = faults.map((name) => faultyPlugin(name, FAULTS[name]!.code));
    return bench(
      run(
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
    const { error, status } = records().find(({ cell }) => cell.rule === name)!;
    expect({ name, status }).toEqual({ name, status: 'failed' });
    expect(error!.message).toContain(`"${name}"`);
    expect(error!.message).toContain(FAULTS[name]!.says);
    expect(stdout).toMatch(new RegExp(`FAILED .*${name}`));
  }

  test('each fault is reported with the name of its rule, and the other cells go on', async () => {
    const faults = Object.keys(FAULTS).filter((name) => name !== 'step-hangs');
    const ended = await runBeside(faults);
    expect(ended.status).toBe(1);
    for (const name of faults) expectFault(name, ended);
    expect(records().find(({ cell }) => cell.rule === 'fixture-rule')!.status).toBe('ok');
  });

  test('a step that does not return is given up, and the other cells go on', async () => {
    const ended = await runBeside(['step-hangs'], '--silence', '6', '--workers', '1');
    expect(ended.status).toBe(1);
    expectFault('step-hangs', ended);
    // On a machine that is busy enough, six seconds are too few for a rule that is well.
    expect(records()).toHaveLength(2);
  });
});

/** What a plug-in's rule does in its step, or instead of its scores, and what is said of it. */
const FAULTS: Readonly<Record<string, { readonly code: string; readonly says: string }>> = {
  'step-throws': { code: "step() { throw new Error('of no use'); }", says: 'of no use' },
  'step-hangs': { code: 'step() { for (;;); }', says: 'no sign of life for 6 s' },
  'step-draws': { code: 'step() { tf.dispose(tf.randomNormal([1])); }', says: 'ambient randomness' },
  'step-moves': { code: "step() { process.chdir('/'); }", says: 'the working directory' },
  'logits-wide': { code: 'logits: (x) => tf.zeros([x.shape[0], 11])', says: '[2, 11]' },
};

/** Writes a package whose rule is the control with one member replaced. */
function faultyPlugin(name: string, code: string): string {
  const folder = join(out, name);
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

/** Waits until the run has locked its store, and then until its child process is likely to have begun. */
async function waitForProgress({ child }: Started): Promise<void> {
  const lock = join(out, 'table1', 'smoke-embedded', '.lock');
  while (!existsSync(lock) && child.exitCode === null) await sleep(50);
  await sleep(3500);
}
