import type { RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { spiking } from '../src/suites/spiking/index.ts';
import { LEARNED, partOf, SPIKING_SCALES } from '../src/suites/spiking/cells.ts';
import { spikingClaims } from '../src/suites/spiking/claims.ts';
import { energyOf } from '../src/suites/spiking/energy-table.ts';
import type { ConvertedDetails, CurvePoint } from '../src/suites/spiking/measured.ts';
import { spikingResults } from '../src/suites/spiking/results.ts';
import { stepsToReach } from '../src/suites/spiking/score-converted.ts';
import type { SuiteResults } from '../src/suite.ts';
import { exampleRecord } from './example-record.ts';

const OPERATIONS = {
  inputSpikes: 0,
  spikes: 100,
  synaptic: 1000,
  multiplyAdds: 200,
  updates: 3000,
  silentShare: 0.5,
};

function curve(...accuracies: number[]): CurvePoint[] {
  return accuracies.map((accuracy, i) => ({ step: 10 * (i + 1), accuracy, operations: OPERATIONS }));
}

test.each([
  { accuracies: [50, 89.4, 89.6, 90.1], reached: 30 },
  { accuracies: [89.6, 89, 89.5, 90], reached: 30 },
  { accuracies: [91, 92], reached: 10 },
  { accuracies: [50, 89.4], reached: undefined },
])(
  'of a dense 90 %, $accuracies stay within half a point from step $reached on',
  ({ accuracies, reached }) => {
    expect(stepsToReach(curve(...accuracies), 90)).toBe(reached);
  },
);

/** A curve with the steps of scale quick. */
function shownAt(accuracy: number): CurvePoint[] {
  return SPIKING_SCALES.quick.at.map((step) => ({ step, accuracy, operations: OPERATIONS }));
}

/** What is changed in made records, by seed. */
interface Made {
  readonly lost?: (seed: number) => number;
  readonly gain?: (seed: number) => number;
  readonly updates?: number;
  readonly silent?: readonly string[];
  readonly reason?: string;
}

function resultsWith({
  lost = () => 0.1,
  gain = () => 1,
  updates = 3000,
  silent = [],
  reason = '',
}: Made): SuiteResults {
  const cells = spiking.cells('quick', { rules: [] });
  const robustness = SPIKING_SCALES.quick.attacked.epsilons.map((epsilon) => ({
    epsilon,
    fgsm: 50,
    pgd: 40,
    pgdOnce: 41,
    square: 60,
    zeroGradientShare: 0,
    trustworthy: reason === '',
    reason,
  }));
  const recordOf = (cell: (typeof cells)[number], seed: number): RunRecord => {
    if (partOf(cell) === 'learned') {
      const accuracy = 90 + seed + (cell.head.startsWith('trained') ? gain(seed) : 0);
      return {
        ...exampleRecord(cell, seed),
        metrics: { accuracy, trainAccuracy: 95, absent: 40, spikes: 100, inputSpikes: 900, synaptic: 1e5 },
        details: { robustness },
      };
    }
    return {
      ...exampleRecord(cell, seed),
      metrics: {
        accuracy: 95,
        spiking: 95 - lost(seed),
        lost: lost(seed),
        poisson: 90,
        spikes: 100,
        synaptic: 1000,
        multiplyAdds: 200,
        updates,
        denseAll: 5000,
        densePresent: 3000,
        denseNeeded: 1000,
      },
      details: {
        curves: [
          { code: 'current', carried: 'image', silent, points: shownAt(95) },
          { code: 'poisson', carried: 'image', silent: [], points: shownAt(90) },
          { code: 'current', carried: 'frozen', silent: [], points: shownAt(65) },
        ],
        robustness,
        denseRobustness: [],
      } satisfies ConvertedDetails as unknown as RunRecord['details'],
    };
  };
  return {
    scale: 'quick',
    data: 'real',
    cells,
    records: cells.flatMap((cell) => cell.seeds.map((seed) => recordOf(cell, seed))),
  };
}

async function summaryOf(results: SuiteResults): Promise<string> {
  return String((await spiking.report(results)).get('summary.md'));
}

function verdictOn(made: Made, claim: string): string | undefined {
  const claims = spikingClaims(spikingResults(resultsWith(made)));
  return claims.find((each) => each.claim.includes(claim))?.verdict;
}

describe('claims', () => {
  test.each<[string, Made, string, string]>([
    ['a small loss', {}, 'runs on spikes', 'reproduced'],
    ['a large loss', { lost: (seed) => 2 + seed / 10 }, 'runs on spikes', 'not reproduced'],
    ['losses that differ', { lost: (seed) => seed }, 'runs on spikes', 'undecided'],
    // 1.8 nJ and 0.92 nJ, beside 4.6 nJ of the dense network.
    ['few updates of membranes', { updates: 100 }, 'efficient', 'reproduced'],
    ['many updates of membranes', { updates: 10_000 }, 'efficient', 'not reproduced'],
    ['a gain by learning', {}, 'learns from spikes', 'reproduced'],
    ['a loss by learning', { gain: () => -1 }, 'learns from spikes', 'not reproduced'],
    ['gains that differ', { gain: (seed) => seed - 1 }, 'learns from spikes', 'undecided'],
  ])('%s', (_, made, claim, verdict) => {
    expect(verdictOn(made, claim)).toBe(verdict);
  });
});

test('energy is that of the counts: 0.9 pJ an addition, 4.6 pJ a multiply–add', () => {
  const [network] = spikingResults(resultsWith({})).converted;
  expect(energyOf(network!)).toEqual({
    dense: { all: expect.closeTo(23, 9), present: expect.closeTo(13.8, 9), needed: expect.closeTo(4.6, 9) },
    spiking: {
      whole: expect.closeTo((1000 * 0.9 + 200 * 4.6 + 3000 * 0.9) / 1000, 9),
      withoutUpdates: expect.closeTo((1000 * 0.9 + 200 * 4.6) / 1000, 9),
    },
  });
});

test('what is silent, and what is not to be relied on, is said', async () => {
  const clean = await summaryOf(resultsWith({}));
  expect(clean).not.toContain('Silent: hidden');
  expect(clean).not.toContain('Not to be relied on');
  const summary = await summaryOf(resultsWith({ silent: ['hidden-1'], reason: 'gradients are masked' }));
  expect(summary).toContain('Silent: hidden-1 of proposed⁺, seed 0');
  expect(summary).toContain('Not to be relied on under attack: proposed⁺, ε = 0.1: gradients are masked.');
});

test('each network is one of Table 1, and learning is held against the same network untrained', () => {
  for (const scale of ['smoke', 'quick', 'paper'] as const) {
    const cells = spiking.cells(scale, { rules: [] });
    const learned = cells.filter((cell) => partOf(cell) === 'learned');
    expect(learned.map(({ head }) => head)).toEqual(LEARNED.map(({ head }) => head));
    for (const [i, trained] of learned.entries()) {
      if (!LEARNED[i]!.learns) continue;
      const untrained =
        learned[
          LEARNED.findIndex(({ learns, ownOutput }) => !learns && ownOutput === LEARNED[i]!.ownOutput)
        ]!;
      // The rate of a hidden layer that is not trained changes nothing.
      const { hiddenLearningRate: rate, ...hyperparameters } = trained.hyperparameters;
      const budget = { ...trained.budget, hiddenEpochs: 0 };
      expect({ ...trained, hyperparameters, budget, id: '', head: '' }).toEqual({
        ...untrained,
        id: '',
        head: '',
      });
      expect(rate).toBe(SPIKING_SCALES[scale].hiddenLearningRate);
      expect(trained.budget.hiddenEpochs).toBeGreaterThan(0);
    }
    expect(SPIKING_SCALES[scale].at).toContain(SPIKING_SCALES[scale].shown);
  }
});
