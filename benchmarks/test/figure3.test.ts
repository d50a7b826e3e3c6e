import type { Cell } from '@hebbench/core';
import { expect, test } from 'vitest';
import { figure3 } from '../src/suites/figure3/index.ts';
import { FITTED_UNITS, type StoredFit, type StoredReading } from '../src/suites/figure3/score.ts';
import { reading, results, text } from './figure-results.ts';

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
