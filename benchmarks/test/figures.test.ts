import type { RobustnessPoint } from '@hebbench/attacks';
import type { Cell, DataOrigin, RunRecord } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { RulePackage } from '../src/rules/registry.ts';
import { modelHash } from '../src/run/identity.ts';
import type { Suite, SuiteResults } from '../src/suite.ts';
import { figure2 } from '../src/suites/figure2/index.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import type { StoredReading } from '../src/suites/figure3/score.ts';
import { experimentOf } from '../src/suites/figure4/cells.ts';
import { drawShots } from '../src/suites/figure4/draws.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { regime } from '../src/suites/regime/index.ts';
import { hasWholeBudget } from '../src/suites/rules/cells.ts';
import { accuracyAt } from '../src/suites/rules/equal-seconds.ts';
import { rules } from '../src/suites/rules/index.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from './example-record.ts';

const SUITES = [figure2, figure3, figure4].map((suite) => ({ name: suite.name, suite }));

const kernels = {
  shape: { height: 2, width: 2, channels: 1 },
  units: [0, 5],
  scale: 0.1,
  pixels: Buffer.from([0, 255, 0, 128, 1, 2, 3, 4]).toString('base64'),
};

function reading(scale: StoredReading['scale'], threshold: number): StoredReading {
  return {
    scale,
    threshold,
    sparsity: 0.91,
    weights: 1000,
    bimodality: 0.6,
    fits: [
      { family: 'lognormal', parameters: { μ: -2, σ: 0.5 }, aic: -3, ks: 0.02 },
      {
        family: 'exponential',
        parameters: { τ: 0.1 },
        aic: -2,
        ks: 0.2,
        behind: { mean: 0.5, ci95: [0.4, 0.6] },
      },
    ],
  };
}

const line = [0.01, 0.1, 1].map((x) => ({ x, y: x }));
const curves = {
  density: line,
  ccdf: line,
  fitted: { lognormal: line, exponential: line },
  quantiles: line,
};

function point(epsilon: number, trustworthy: boolean): RobustnessPoint {
  return {
    epsilon,
    fgsm: 70,
    pgd: 60,
    pgdOnce: 61,
    square: 65,
    transfer: 80,
    zeroGradientShare: trustworthy ? 0 : 0.4,
    trustworthy,
    reason: trustworthy ? '' : '40 % of the input gradients are exactly zero',
  };
}

/** A made-up record of a cell: numbers that the report must show. */
function record(cell: Cell, seed: number): RunRecord {
  const details: Record<string, unknown> = {
    figure2: { kernels },
    figure3: {
      readings: ['maximum', 'quantile-99.9'].flatMap((scale) =>
        [0.0025, 0.005, 0.01].map((threshold) => reading(scale as StoredReading['scale'], threshold)),
      ),
      curves,
    },
    figure4: /^(attacks|joint)$/.test(experimentOf(cell))
      ? { robustness: [point(0.05, true), point(0.1, cell.rule !== 'krotov-hopfield')] }
      : { fewShot: [{ shots: 1, accuracies: [49, 50, 51, 50 + seed], nearest: [39, 41, 40, 40] }] },
  }[cell.suite] as Record<string, unknown>;
  return {
    ...exampleRecord(cell, seed, 90),
    metrics: { scale: 0.1, sparsity: 91, connectivity: 9, dalesLaw: 100, clean: 95 },
    details,
  };
}

function results(suite: Suite, data: DataOrigin = 'real'): SuiteResults {
  const cells = suite.cells('quick', { rules: [], seeds: 2 });
  return {
    scale: 'quick',
    data,
    cells,
    records: cells
      // Those have tests of their own.
      .filter((cell) => !experimentOf(cell).endsWith('-readings'))
      .flatMap((cell) => cell.seeds.map((seed) => record(cell, seed))),
  };
}

async function text(suite: Suite, given: SuiteResults, name: string): Promise<string> {
  return String((await suite.report(given)).get(name));
}

describe.each(SUITES)('$name', ({ suite }) => {
  test('has complete cells of its own', () => {
    for (const scale of ['smoke', 'quick', 'paper'] as const) {
      const cells = suite.cells(scale, { rules: [] });
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      for (const cell of cells) {
        expect(cell.id.startsWith(`${suite.name}/`)).toBe(true);
        expect(cell).toMatchObject({ suite: suite.name, scale, nonnegative: true });
      }
    }
  });

  test('looks at the networks of Table 1, so that they are trained once', () => {
    const rule = { directory: import.meta.dirname } as RulePackage;
    const hashes = (cells: readonly Cell[]): string[] =>
      cells.map((cell) => modelHash({ cell, seed: 0 }, rule, 'data'));
    const trained = new Set(hashes(table1.cells('quick', { rules: [] })));
    const own = suite
      .cells('quick', { rules: [] })
      // Another schedule is another network.
      .filter((cell) => cell.budget.headEpochs > 0 && experimentOf(cell) !== 'joint');
    expect(own.length).toBeGreaterThan(0);
    for (const hash of hashes(own)) expect(trained).toContain(hash);
  });

  test('its report is a function of the records, in any order', async () => {
    const given = results(suite);
    const first = await suite.report(given);
    const second = await suite.report({ ...given, records: given.records.toReversed() });
    const named = (files: ReadonlyMap<string, string | Uint8Array>): [string, string][] =>
      [...files]
        .map(([name, content]): [string, string] => [name, Buffer.from(content).toString('base64')])
        .toSorted();
    expect(named(second)).toEqual(named(first));
    expect([...first.keys()]).toEqual(expect.arrayContaining(['summary.md', 'report.html']));
  });

  test('has a report and a text without any record', async () => {
    const empty = { ...results(suite), records: [] };
    expect(await text(suite, empty, 'summary.md')).toContain('No run is stored.');
    expect(suite.terminal(empty, { width: 80, colour: false })).toBeTypeOf('string');
  });

  test('no line of its text is wider than the terminal', () => {
    const lines = suite.terminal(results(suite), { width: 80, colour: false }).split('\n');
    for (const written of lines.filter((each) => !each.includes(': ')))
      expect([...written].length).toBeLessThanOrEqual(80);
  });
});

test('the claims are judged on real images alone', async () => {
  for (const suite of [figure3, figure4]) {
    expect(await text(suite, results(suite, 'embedded'), 'summary.md')).toContain('embedded stand-ins');
    expect(await text(suite, results(suite), 'summary.md')).not.toContain('embedded stand-ins');
  }
});

test('figure3 says what was reproduced', async () => {
  const summary = await text(figure3, results(figure3), 'summary.md');
  expect(summary).toContain(
    'Reproduced by choice of the hidden training: about 90 % of the weights of proposed are zero: 91.00',
  );
  expect(summary).toContain('Not reproduced: about 67 % of the weights of K&H');
  expect(summary).toContain(
    'Reproduced: the lognormal is the family closest to the weights of proposed: KS distance 0.020, next of 2 is exponential (0.200). It is for the untrained weights of the control, too (0.020). Over 2 seeds: closest beyond chance in 2, behind another beyond chance in 0.',
  );
});

test('figure3 calls no family closest that is not beyond chance', async () => {
  const given = results(figure3);
  const records = given.records.map((each) => {
    const [lognormal, exponential] = reading('maximum', 0.005).fits;
    const fits = [lognormal!, { ...exponential!, behind: { mean: 0.01, ci95: [-0.01, 0.03] } }];
    return { ...each, details: { ...each.details, readings: [{ ...reading('maximum', 0.005), fits }] } };
  });
  expect(await text(figure3, { ...given, records }, 'summary.md')).toContain(
    'Undecided: the lognormal is the family closest to the weights of proposed: KS distance 0.020, next of 2 is exponential (0.200, not beyond chance).',
  );
});

test('figure3 says so where the seeds disagree on the closest family', async () => {
  const given = results(figure3);
  const records = given.records.map((each) => {
    if (each.cell.rule !== 'hebbian-wp' || each.seed !== 1) return each;
    const [lognormal, exponential] = reading('maximum', 0.005).fits;
    const { behind: _behind, ...first } = exponential!;
    const fits = [first, { ...lognormal!, ks: 0.04, behind: { mean: 0.1, ci95: [0.05, 0.2] } }];
    return { ...each, details: { ...each.details, readings: [{ ...reading('maximum', 0.005), fits }] } };
  });
  const summary = await text(figure3, { ...given, records }, 'summary.md');
  expect(summary).toContain('Undecided: the lognormal is the family closest to the weights of proposed');
  expect(summary).toContain('Over 2 seeds: closest beyond chance in 1, behind another beyond chance in 1.');
  expect(summary).toMatch(/\| proposed \|.* exponential \(1 of 2\) \| 0\.200 .*\| 0\.030 ± 0\.127 \|/);
});

test('figure4 shows what the paper reports beside what was measured', async () => {
  const files = await figure4.report(results(figure4));
  expect(String(files.get('few-shot-all.svg'))).toContain('paper: proposed');
  expect(String(files.get('few-shot-all.svg'))).toContain('paper: K&amp;H, n = 4.5');
  expect(String(files.get('pgd.svg'))).toContain('paper: stable');
  expect(String(files.get('fgsm.svg'))).not.toContain('paper:');
});

test('figure2 also draws all networks on one scale', async () => {
  const given = results(figure2);
  const records = given.records.map((each) =>
    each.cell.rule === 'backprop' ? { ...each, details: { kernels: { ...kernels, scale: 0.25 } } } : each,
  );
  const files = await figure2.report({ ...given, records });
  const brightest = (name: string): number =>
    Math.max(...decode(files.get(name) as Uint8Array).data.filter((value) => value !== 128));
  for (const [name, own, together] of [
    ['mnist-backprop-end-to-end', 255, 255],
    ['mnist-hebbian-wp-bp-head', 255, 102],
  ] as const) {
    expect(brightest(`${name}.png`)).toBe(own);
    expect(Math.abs(brightest(`${name}-one-scale.png`) - together)).toBeLessThanOrEqual(1);
  }
});

test('figure4 says what was reproduced, and what is not to be relied on', async () => {
  const summary = await text(figure4, results(figure4), 'summary.md');
  expect(summary).toMatch(
    /Reproduced: proposed, one shot, hidden layer trained on all images without labels: 50\.13/,
  );
  expect(summary).toContain('Not reproduced: K&H, n = 4.5, one shot');
  expect(summary).toContain(
    '(mean of 4 draws, which lie between 49.0 and 51.0, 4 of them in that range; control',
  );
  // Draw by draw, every network has the same made-up accuracies; the nearest neighbour is 10 points below them.
  expect(summary).toMatch(/\| proposed − control \| 1 \| \+0\.00 ± 0\.00 \| 4 \| 1\.000 \| no \|/);
  expect(summary).toMatch(
    /\| proposed − nearest neighbour \| 1 \| \+10\.13 ± [\d.]+ \| 4 \| [^|]* \| yes \|/,
  );
  expect(summary).toContain(
    'Not reproduced: "stable under PGD up to ε = 0.1", proposed: 95.00 ± 0.00 % clean, 60.00 ± 0.00 % at 0.1',
  );
  expect(summary).toContain(
    'Not to be relied on: K&H, n = 4.5 at ε = 0.1: 40 % of the input gradients are exactly zero.',
  );
  expect(summary).toContain('60.00 ± 0.00 ×');
  const csv = await text(figure4, results(figure4), 'attacks.csv');
  expect(csv.split('\n')[0]).toContain('zero_gradient_share,trustworthy,reason');
});

describe('the draws of few-shot learning', () => {
  const split = patternImages({ inputs: 4, hidden: [2], classes: 5, nonnegative: true }, 200);

  test('hold as many images of each class', () => {
    const drawn = drawShots(split, 5, 3, 0);
    expect(new Set(drawn).size).toBe(15);
    expect([...drawn].map((i) => split.labels[i])).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });

  test('are the same each time, and differ from each other', () => {
    expect(drawShots(split, 5, 3, 1)).toEqual(drawShots(split, 5, 3, 1));
    expect(drawShots(split, 5, 3, 2)).not.toEqual(drawShots(split, 5, 3, 1));
  });
});

describe('the league of all rules', () => {
  const installed = ['backprop', 'random-features', 'hebbian-wp'];
  const cells = rules.cells('quick', { rules: [], installed });
  const accuracies: Record<string, number> = { backprop: 97, 'random-features': 94, 'hebbian-wp': 95 };
  const recordOf = (cell: Cell, seed: number): RunRecord => ({
    ...exampleRecord(cell, seed, accuracies[cell.rule]),
    metrics: {
      accuracy: accuracies[cell.rule]! + seed,
      sparsity: 80,
      dalesLaw: 100,
      robust: 40,
      oneShot: 42,
    },
  });
  const given: SuiteResults = {
    scale: 'quick',
    data: 'real',
    cells,
    records: cells.flatMap((cell) => cell.seeds.map((seed) => recordOf(cell, seed))),
  };

  test('gives every installed rule the same cells, or those that were asked for', () => {
    expect(cells).toHaveLength(4 * 3 * installed.length);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    const whole = cells.filter(hasWholeBudget);
    expect(whole).toHaveLength(4 * installed.length);
    expect(new Set(whole.map(({ budget, hidden }) => JSON.stringify({ budget, hidden }))).size).toBe(1);
    const asked = rules.cells('quick', { rules: ['backprop'], installed });
    expect(new Set(asked.map(({ rule }) => rule))).toEqual(new Set(['backprop']));
  });

  test('ranks them by accuracy', async () => {
    const summary = await text(rules, given, 'summary.md');
    expect(summary).toMatch(/\| backprop \|.*\n\| hebbian-wp \|.*\n\| random-features \(control\) \|/);
    expect(summary).toContain('| backprop | 97.50 ±');
    expect(await text(rules, given, 'rules.csv')).toContain('mnist,none,backprop,2,ok,97.500');
  });

  test('calls rules by their titles where they are known', async () => {
    const titled = { ...given, titles: new Map([['backprop', 'Backpropagation']]) };
    expect(await text(rules, titled, 'summary.md')).toContain('| Backpropagation · backprop | 97.50 ±');
  });

  test('a rule that failed is last, and says why', async () => {
    const records = given.records.map((each) =>
      each.cell.rule === 'backprop' ? { ...failedRecord(each.cell), seed: each.seed } : each,
    );
    const csv = await text(rules, { ...given, records }, 'rules.csv');
    expect(csv).toMatch(/mnist,none,backprop,0,failed,.*It broke\./);
    expect(rules.terminal({ ...given, records }, { width: 100, colour: false })).toContain('failed');
  });

  /** `backprop` takes 1, 3 and 10 seconds, the control a tenth of it, `hebbian-wp` ten times as long. */
  const timed: SuiteResults = {
    ...given,
    records: cells.flatMap((cell) =>
      cell.seeds.map((seed) => {
        const pace = { backprop: 1, 'random-features': 0.1, 'hebbian-wp': 10 }[cell.rule]!;
        const share = cell.budget.headEpochs / 10;
        const steps = Math.round(2 * (1 + Math.log10(share)));
        const made = recordOf(cell, seed);
        return {
          ...made,
          metrics: { ...made.metrics, accuracy: accuracies[cell.rule]! - 2 * (2 - steps) + seed },
          provenance: { ...made.provenance, trainSeconds: pace * [1, 3, 10][steps]! },
        };
      }),
    ),
  };

  test('says what each rule reaches in as many seconds, and where it ended before or takes longer', async () => {
    const summary = await text(rules, timed, 'summary.md');
    expect(summary).toMatch(
      /\| accuracy % after \| 1 s \| 10 s \|\n.*\n\| backprop \| 93\.50 ± 6\.35 \| 97\.50 ± 6\.35 \|/,
    );
    expect(summary).toMatch(
      /\| random-features \(control\) \| 94\.50 ± 6\.35 \| 94\.50 ± 6\.35 \(1\.0 s\) \|/,
    );
    expect(summary).toMatch(/\| hebbian-wp \| – \| 91\.50 ± 6\.35 \|/);
    const files = await rules.report(timed);
    expect(files.has('seconds-mnist-none.svg')).toBe(true);
    expect(String(files.get('equal-seconds.csv'))).toContain('mnist,none,backprop,3,3,2,3.000,95.500');
    expect(rules.terminal(timed, { width: 80, colour: false })).toContain('MNIST⁺ at equal seconds');
  });

  test('has no table of seconds without several trainings of a rule, and warns of seconds that do not compare', async () => {
    const whole = timed.records.filter(({ cell }) => hasWholeBudget(cell));
    expect(await text(rules, { ...timed, records: whole }, 'summary.md')).not.toContain('accuracy % after');
    const mixed = timed.records.map((each, i) => ({
      ...each,
      provenance: { ...each.provenance, engine: { ...each.provenance.engine, threads: 1 + (i % 2) } },
    }));
    expect(await text(rules, timed, 'summary.md')).not.toContain('NOT COMPARABLE');
    expect(await text(rules, { ...timed, records: mixed }, 'summary.md')).toContain(
      'NOT COMPARABLE: the seconds come from blas with 1 threads on CPU; blas with 2 threads on CPU',
    );
  });

  test('interpolates between two trainings in the logarithm of the seconds', () => {
    const trainings = [
      { seconds: 1, accuracy: 80 },
      { seconds: 100, accuracy: 90 },
    ];
    expect([0.5, 1, 10, 100, 200].map((seconds) => accuracyAt(trainings, seconds))).toEqual([
      80, 80, 85, 90, 90,
    ]);
  });
});

test('the regimes of the proposed rule are in order of training, from none on', async () => {
  const cells = regime.cells('quick', { rules: [] });
  const records = cells.map((cell, i) => ({
    ...exampleRecord(cell, 0),
    metrics: { accuracy: 95 - i, sparsity: 10 * i, robust: 5 * i },
  }));
  const given: SuiteResults = { scale: 'quick', data: 'real', cells, records };
  const files = await regime.report(given);
  expect(String(files.get('regime.csv')).split('\n')[1]).toBe('0.0005,0,1,0.00,95.00,0.00');
  expect(String(files.get('summary.md'))).toContain('| none | 0.00 | 95.00 | 0.00 |');
  expect(files.has('regime.svg')).toBe(true);
  expect((await regime.report({ ...given, records: [] })).has('regime.svg')).toBe(false);
});
