import type { RobustnessPoint } from '@hebbench/attacks';
import { createStreams, type Cell, type RunRecord } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { RulePackage } from '../src/rules/packages.ts';
import { modelHash } from '../src/run/identity.ts';
import type { Score, ScoreContext, Suite, SuiteResults } from '../src/suite.ts';
import { figure2 } from '../src/suites/figure2/index.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { FITTED_UNITS, score, type StoredFit, type StoredReading } from '../src/suites/figure3/score.ts';
import { experimentOf, type Experiment } from '../src/suites/figure4/cells.ts';
import { drawShots } from '../src/suites/figure4/draws.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { regime } from '../src/suites/regime/index.ts';
import { hasWholeBudget } from '../src/suites/rules/cells.ts';
import { accuracyAt } from '../src/suites/rules/equal-seconds.ts';
import { rules } from '../src/suites/rules/index.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord, onMachine } from './example-record.ts';

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
  ccdf: [
    { x: 0.01, y: 1 },
    { x: 0.1, y: 0.1 },
  ],
  fitted: Object.fromEntries(
    ['lognormal', 'exponential', 'weibull', 'exponential-power', 'gamma'].map((family) => [family, line]),
  ),
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

function results(suite: Suite, data: SuiteResults['data'] = 'real'): SuiteResults {
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
    'Reproduced: the lognormal is the family closest to the weights of proposed, by AIC: ahead of the next of 2, exponential, by a mean log-likelihood of 0.5000 (0.4000 … 0.6000) a weight, beyond chance (KS distances 0.020 and 0.200). Closest beyond chance in 6 of 6 readings (scale × threshold) of the first seed. It is for the untrained weights of the control, too: ahead of the next of 2, exponential, by a mean log-likelihood of 0.5000 (0.4000 … 0.6000) a weight, beyond chance (KS distances 0.020 and 0.200). Over 2 seeds: closest beyond chance in 2, behind another beyond chance in 0.',
  );
});

/** The summary of figure 3 with other readings of some networks. */
function figure3With(
  change: (reading: StoredReading, cell: Cell) => Partial<StoredReading>,
  name = 'summary.md',
): Promise<string> {
  const given = results(figure3);
  const records = given.records.map((each) => {
    const readings = (each.details['readings'] as StoredReading[]).map((one) => ({
      ...one,
      ...change(one, each.cell),
    }));
    return { ...each, details: { ...each.details, readings } };
  });
  return text(figure3, { ...given, records }, name);
}

const [LOGNORMAL, EXPONENTIAL] = reading('maximum', 0.005).fits as [StoredFit, StoredFit];

test.each([
  {
    name: 'the next',
    others: [{ ...EXPONENTIAL, behind: { mean: 0.01, ci95: [-0.01, 0.03] } }],
    says: 'ahead of the next of 2, exponential, by a mean log-likelihood of 0.0100 (−0.0100 … 0.0300) a weight, not beyond chance against exponential',
  },
  {
    name: 'one further behind',
    others: [EXPONENTIAL, { ...EXPONENTIAL, family: 'gamma', behind: { mean: 0.7, ci95: [-0.1, 1.5] } }],
    says: 'ahead of the next of 3, exponential, by a mean log-likelihood of 0.5000 (0.4000 … 0.6000) a weight, not beyond chance against gamma',
  },
  {
    name: 'any, of a few units',
    others: [{ ...EXPONENTIAL, behind: { mean: 0.5 } }],
    says: 'ahead of the next of 2, exponential, by a mean log-likelihood of 0.5000 (too few units for an interval) a weight (KS',
  },
] as const)(
  'figure3 calls no family closest that is not ahead of $name beyond chance',
  async ({ others, says }) => {
    const summary = await figure3With(() => ({ fits: [LOGNORMAL, ...others] }));
    expect(summary).toContain(
      `Undecided: the lognormal is the family closest to the weights of proposed, by AIC: ${says}`,
    );
    expect(summary).toContain('Closest beyond chance in 0 of 6 readings');
  },
);

test('figure3 says in how many readings the lognormal is closest beyond chance, and by how much', async () => {
  const unclear = { ...EXPONENTIAL, behind: { mean: 0.0013, ci95: [-0.0001, 0.0027] } } as const;
  const summary = await figure3With(({ scale, threshold }) =>
    scale === 'maximum' && threshold === 0.01 ? { fits: [LOGNORMAL, unclear] } : {},
  );
  expect(summary).toContain('Reproduced: the lognormal is the family closest');
  expect(summary).toContain(
    'Closest beyond chance in 5 of 6 readings (scale × threshold) of the first seed.',
  );
  expect(summary).toContain(
    '| proposed, maximum, 0.01 | 91.0 | lognormal | exponential 0.0013 (−0.0001 … 0.0027); not beyond chance: exponential |',
  );
  expect(summary).toContain(
    '| proposed, maximum, 0.005 | 91.0 | lognormal | exponential 0.5000 (0.4000 … 0.6000) |',
  );
});

test.each([
  {
    name: 'not beyond chance',
    fits: [LOGNORMAL, { ...EXPONENTIAL, behind: { mean: 0.01, ci95: [-0.01, 0.03] } }],
    says: /It is for the untrained weights of the control, too: ahead of .*, not beyond chance against exponential/,
  },
  {
    name: 'not, beyond chance',
    fits: [
      { ...EXPONENTIAL, behind: undefined },
      { ...LOGNORMAL, behind: { mean: 0.2, ci95: [0.1, 0.3] } },
    ],
    says: /It is not for the untrained weights of the control: behind exponential by .*, beyond chance/,
  },
  {
    name: 'not, but not beyond chance',
    fits: [
      { ...EXPONENTIAL, behind: undefined },
      { ...LOGNORMAL, behind: { mean: 0.2, ci95: [-0.1, 0.5] } },
    ],
    says: /It is not for the untrained weights of the control: behind exponential by .*, not beyond chance/,
  },
] as const)('figure3 says where the lognormal is closest to the control $name', async ({ fits, says }) => {
  const summary = await figure3With((_, { rule }) =>
    rule === 'random-features' ? { fits: fits as unknown as StoredFit[] } : {},
  );
  expect(summary).toMatch(says);
});

test('figure3 says where the KS distance would rank another family first', async () => {
  const summary = await figure3With(() => ({ fits: [LOGNORMAL, { ...EXPONENTIAL, ks: 0.015 }] }));
  expect(summary).toContain('By KS distance, exponential would be closest (0.015).');
  expect(await text(figure3, results(figure3), 'summary.md')).not.toContain('By KS distance');
  expect(summary).toContain('The AIC ranks families');
});

test('figure3 shows parameters without an estimate as limits', async () => {
  const fits: StoredFit[] = [
    LOGNORMAL,
    { ...EXPONENTIAL, parameters: {}, atBound: true, limits: { τ: '∞' }, becomes: 'uniform' },
    {
      ...EXPONENTIAL,
      family: 'weibull',
      parameters: { k: 0.6 },
      atBound: true,
      limits: { λ: '∞' },
      becomes: 'power-law',
    },
    {
      ...EXPONENTIAL,
      family: 'exponential-power',
      parameters: { β: 0.001 },
      atBound: true,
      limits: { τ: '0' },
    },
    { ...EXPONENTIAL, family: 'gamma', parameters: { k: 1, θ: 2 }, atBound: true },
  ];
  const summary = await figure3With(() => ({ fits }));
  expect(summary).toContain('| proposed: exponential | τ → ∞ (uniform) |');
  expect(summary).toContain('| proposed: weibull | k = 0.600, λ → ∞ (a power law) |');
  expect(summary).toContain('| proposed: exponential-power | β = 0.00100, τ → 0 |');
  expect(summary).toContain('| proposed: gamma | k = 1.00, θ = 2.00 (at the end of the search) |');
  expect(summary).toContain('| proposed: lognormal | μ = -2.00, σ = 0.500 |');
  const csv = await figure3With(() => ({ fits }), 'figure3.csv');
  expect(csv).toContain('τ → ∞');
});

const VALLEY = { at: [0.006, 0.13, 0.23], depth: 0.31 } as const;

test.each([
  { name: 'older records', valley: undefined, says: 'Not tested: $: the stored run is older' },
  { name: 'one peak', valley: null, says: 'Not reproduced: $: their density has one peak.' },
  {
    name: 'a deep valley',
    valley: { ...VALLEY, ci95: [0.25, 0.36] },
    says: 'Reproduced: $: between 0.0060 and 0.23 of the largest weight, their density has a valley at 0.13 that is 31 % (25 … 36) deep; more than 10 % counts as two peaks. Over 2 seeds: two peaks in 2, one in 0.',
  },
  {
    name: 'a shallow one',
    valley: { ...VALLEY, depth: 0.02, ci95: [-0.03, 0.06] },
    says: 'Not reproduced: $: between',
  },
  { name: 'one that may be', valley: { ...VALLEY, ci95: [0.05, 0.5] }, says: 'Undecided: $: between' },
  { name: 'few units', valley: VALLEY, says: 'Undecided: $: between' },
] as const)('figure3 on the bimodal weights of K&H, from $name', async ({ valley, says }) => {
  const summary = await figure3With(() => (valley === undefined ? {} : { valley }));
  expect(summary).toContain(`- ${says.replace('$', 'the weights of K&H, n = 4.5 are bimodal')}`);
  expect(summary).not.toContain('It decides nothing');
});

test('figure3 says how many units its fits look at', async () => {
  expect(await text(figure3, results(figure3), 'summary.md')).toContain(
    `${FITTED_UNITS} units drawn at random`,
  );
});

test('figures 3 say what is seen in them to those who do not see them', async () => {
  const seen = async (name: string): Promise<string> =>
    /<desc>(.*?)<\/desc>/.exec(await text(figure3, results(figure3), name))![1]!;
  expect(await seen('density.svg')).toContain(
    'proposed: highest (1) at 1, median 0.036, 99 % quantile 0.79, closest family lognormal, KS distance 0.020.',
  );
  expect(await seen('ccdf.svg')).toContain('proposed: 50 % above 0.036, 10 % above 0.1, 1 % above 0.79.');
  expect(await seen('quantiles.svg')).toContain('proposed: median 0.1 against 0.1 of the fit');
  expect(await seen('fits-hebbian-wp-bp-head.svg')).toContain(
    'AIC a weight, lowest first: lognormal −3.000, exponential −2.000.',
  );
});

/** What figure 3 finds of a hidden layer of `units` rows. */
function scoreOf(values: Float32Array, units: number): Score {
  const kernel = (weights: Float32Array, rows: number, layer: 'hidden' | 'output'): unknown => ({
    name: `${layer}/kernel`,
    kind: 'kernel',
    layer,
    transposed: true,
    tensor: { shape: [rows, weights.length / rows], dataSync: () => weights },
  });
  const weights = [kernel(values, units, 'hidden'), kernel(Float32Array.of(1, 1), 2, 'output')];
  return score({ model: { weights: () => weights }, streams: createStreams(0) } as unknown as ScoreContext);
}

describe('figure 3 looks at layers', () => {
  const report = (values: Float32Array, units: number): Promise<ReadonlyMap<string, string | Uint8Array>> => {
    const given = results(figure3);
    const { details, metrics } = JSON.parse(JSON.stringify(scoreOf(values, units))) as Score;
    const records = given.records.map((each) => ({ ...each, metrics, details: details! }));
    return figure3.report({ ...given, records }) as Promise<ReadonlyMap<string, string | Uint8Array>>;
  };

  test.each([
    { name: 'all zero', values: new Float32Array(600), says: 'only 0 weights above the threshold' },
    { name: 'constant', values: new Float32Array(600).fill(0.3), says: 'are the same' },
    {
      name: 'collapsed to rounding',
      values: Float32Array.from({ length: 600 }, (_, i) => 0.3 * (1 + (i % 3) * 1e-7)),
      says: 'are nearly the same',
    },
    {
      name: 'of a few weights',
      values: Float32Array.of(1, 0.5, 0.2, 0.1),
      says: 'weights above the threshold; at least 20 are needed',
    },
  ])('that are $name', async ({ values, says }) => {
    const { metrics, details } = scoreOf(values, 2);
    expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
    for (const each of details!['readings'] as StoredReading[]) {
      expect(each.fits).toEqual([]);
      expect(each.reason).toContain(says);
      expect(each.valley).toBeUndefined();
    }
    const summary = String((await report(values, 2)).get('summary.md'));
    expect(summary).toContain('Not tested: the lognormal is the family closest to the weights of proposed');
    expect(summary).toContain('Not tested: the weights of K&H, n = 4.5 are bimodal');
    expect(summary).not.toMatch(/NaN|undefined|Infinity/);
  });

  const stream = createStreams(1).stream('weights');
  const values = stream.fillNormal(new Float32Array(50 * 40), -3, 0.8).map(Math.exp);

  test('of tiny weights as of others', () => {
    // A power of 2, about 1e-30, leaves the digits as they are.
    const tiny = scoreOf(
      values.map((w) => w * 2 ** -100),
      50,
    );
    const { metrics, details } = scoreOf(values, 50);
    expect(tiny.details).toEqual(details);
    expect({ ...tiny.metrics, largestWeight: 0 }).toEqual({ ...metrics, largestWeight: 0 });
  });

  test('and their records make a report', async () => {
    const files = await report(values, 50);
    const summary = String(files.get('summary.md'));
    expect(summary).toMatch(/(Reproduced|Undecided): the lognormal is the family closest/);
    expect(summary).not.toMatch(/NaN|undefined|Infinity/);
    expect(files.has('density.svg')).toBe(true);
  });
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
    /Reproduced with 2 seeds: proposed, one shot, hidden layer trained on all images without labels: 50\.13/,
  );
  expect(summary).toContain('Not reproduced: K&H, n = 4.5, one shot');
  expect(summary).toContain(
    '(mean of 4 draws, which lie between 49.0 and 51.0, 4 of them in that range; control',
  );
  // Draw by draw, every network has the same made-up accuracies; the nearest neighbour is 10 points below them.
  expect(summary).toMatch(/\| proposed − control \| 1 \| \+0\.00 ± 0\.00 \| 2 \| 4 \| 1\.000 \| no \|/);
  expect(summary).toMatch(
    /\| proposed − nearest neighbour \| 1 \| \+10\.13 ± [\d.]+ \| 2 \| 4 \| [^|]* \| yes \|/,
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

/** The summary of figure 4 with other numbers in some records; `undefined` leaves a record out. */
function figure4With(
  experiment: Experiment,
  change: (record: RunRecord) => Partial<RunRecord> | undefined,
): Promise<string> {
  const { records, ...given } = results(figure4);
  const changed = records.flatMap((each) => {
    if (experimentOf(each.cell) !== experiment) return [each];
    const parts = change(each);
    return parts ? [{ ...each, ...parts }] : [];
  });
  return text(figure4, { ...given, records: changed }, 'summary.md');
}

test.each([
  { name: 'little', pgd: [92, 91], says: 'Reproduced with 2 seeds: "stable' },
  { name: 'little in one seed', pgd: [92, 91], seeds: 1, says: 'Reproduced with one seed: "stable' },
  { name: 'much at a smaller radius', pgd: [60, 92], says: 'Not reproduced: "stable' },
  {
    name: 'nothing, from what guessing reaches',
    clean: 10,
    pgd: [10, 10],
    says: 'Undecided (10.00 % without attack leave nothing to take): "stable',
  },
  {
    name: 'little, where the attack is not to be relied on',
    pgd: [92, 91],
    trustworthy: false,
    says: 'Undecided (ε = 0.05: 40 % of the input gradients are exactly zero): "stable',
  },
  {
    name: 'much, though the attack is not to be relied on',
    pgd: [92, 60],
    trustworthy: false,
    says: 'Not reproduced: "stable',
  },
  {
    name: 'little in one seed and more in another',
    pgd: [94, 94],
    apart: 3,
    says: 'Undecided (it falls by 2.50 ± 19.06 points): "stable',
  },
])(
  'figure4 on accuracy that falls $name under PGD: $says',
  async ({ clean = 95, pgd, trustworthy = true, apart = 0, seeds = 2, says }) => {
    const summary = await figure4With('attacks', ({ seed, metrics }) =>
      seed < seeds
        ? {
            metrics: { ...metrics, clean },
            details: {
              robustness: [0.05, 0.1].map((epsilon, i) => ({
                ...point(epsilon, trustworthy),
                pgd: pgd[i]! - apart * seed,
              })),
            },
          }
        : undefined,
    );
    expect(summary).toContain(`- ${says} under PGD up to ε = 0.1", proposed:`);
  },
);

test('figure4 says what counts as stable, and as reproduced', async () => {
  const summary = await text(figure4, results(figure4), 'summary.md');
  expect(summary).toContain('“Stable”: accuracy under PGD falls by no more than 5 points');
  expect(summary).toContain('of a network that has more than 50 % without attack');
  expect(summary).toContain('its whole interval lies in the range');
});

test.each([
  { name: 'inside', draws: [49, 50, 51], says: 'Reproduced with 2 seeds' },
  {
    name: 'inside, with an interval that is not',
    draws: [20, 80, 45, 55],
    says: 'Undecided (inside the range, but its interval is not)',
  },
  { name: 'inside, of two draws', draws: [50, 50], says: 'Undecided (too few draws)' },
  { name: 'of one draw', draws: [50], says: 'Undecided (too few draws)' },
  {
    name: 'outside, with an interval that is not',
    draws: [43, 45, 46],
    says: 'Undecided (outside the range, but not by more than its interval)',
  },
  { name: 'outside', draws: [30, 31, 32], says: 'Not reproduced' },
])('figure4 on a mean that is $name: $says', async ({ draws, says }) => {
  const summary = await figure4With('few-shot-all', () => ({
    details: { fewShot: [{ shots: 1, accuracies: draws, nearest: draws.map(() => 40) }] },
  }));
  expect(summary).toContain(`- ${says}: proposed, one shot, hidden layer trained on all images`);
});

test('figure4 compares few-shot accuracies over the seeds that both networks have', async () => {
  // The control's second seed is far below its first, and the proposed rule has none.
  const summary = await figure4With('few-shot-all', ({ cell, seed }) => {
    const isControl = cell.rule === 'random-features';
    if (seed === 1 && !isControl) return undefined;
    const accuracies = [40, 41, 42].map((each) => (isControl ? each - 20 * seed : each + 1 + each / 100));
    return { details: { fewShot: [{ shots: 1, accuracies, nearest: [38, 41, 42] }] } };
  });
  expect(summary).toContain('| networks | images a class | difference | seeds | draws | p |');
  expect(summary).toMatch(/\| proposed − control \| 1 \| \+1\.41 ± 0\.02 \| 1 \| 3 \| < 0\.001 \| yes \|/);
  expect(summary).toMatch(/\| proposed − nearest neighbour \| 1 \| \+2\.08 ± [\d.]+ \| 1 \| 3 \|/);
  expect(summary).toContain('With one seed they say of two single networks how these differ');
});

test('figure4 calls no few-shot difference larger than chance that does not scatter', async () => {
  const summary = await figure4With('few-shot-all', ({ cell }) => ({
    details: {
      fewShot: [
        {
          shots: 1,
          accuracies: [40, 41, 42].map((each) => (cell.rule === 'hebbian-wp' ? each + 0.01 : each)),
          nearest: [40, 41, 42],
        },
      ],
    },
  }));
  expect(summary).toContain('| proposed − control | 1 | +0.01 ± 0.00 | 2 | 3 | – | – |');
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

  test('has no table of seconds without several trainings of a rule, and compares those of one kind of machine alone', async () => {
    const whole = timed.records.filter(({ cell }) => hasWholeBudget(cell));
    expect(await text(rules, { ...timed, records: whole }, 'summary.md')).not.toContain('accuracy % after');
    const mixed = timed.records.map((each) =>
      each.cell.rule === 'backprop' && !each.cell.nonnegative ? onMachine('Other', each) : each,
    );
    expect(await text(rules, timed, 'summary.md')).not.toContain('kind of machine: ');
    const summary = await text(rules, { ...timed, records: mixed }, 'summary.md');
    expect(summary).toContain(
      'Trainings on another (blas (libopenblas.so.0), 1 thread, Other) are not compared here: backprop on',
    );
    const [equalEpochs, equalSeconds] = summary.split('## At equal seconds');
    expect(equalEpochs).toMatch(/\| backprop .*\(B\) \|/);
    // The control and `hebbian-wp` alone have no number of seconds in common.
    expect(equalSeconds).toContain('### MNIST⁺ at equal seconds');
    expect(equalSeconds).not.toContain('### MNIST at equal seconds');
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
