import type { RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { findings } from '../src/suites/table1/findings.ts';
import { isAtChance } from '../src/suites/table1/chance.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord } from './example-record.ts';

const CELLS = table1.cells('quick', { rules: [], seeds: 2 });
const [digits, photographs] = ['mnist', 'cifar-10'].map((set) =>
  CELLS.find(({ dataset }) => dataset === set)!,
);

/** A record of real or embedded images. */
function record(
  accuracy: number,
  { cell = digits!, data = 'real', seed = 0, metrics = {}, curve = [] as readonly number[] } = {},
): RunRecord {
  const { provenance, ...made } = exampleRecord(cell, seed, accuracy);
  return {
    ...made,
    metrics: { ...made.metrics, ...metrics },
    details: { curve: curve.map((each, i) => ({ phase: 'head', epoch: i + 1, accuracy: each })) },
    provenance: { ...provenance, data: { ...provenance.data, origin: data as 'real' } },
  };
}

describe('a network is at chance', () => {
  test.each([
    { what: 'the largest class of MNIST', given: record(11.35), is: true },
    { what: 'a tenth of MNIST, whose classes differ in size', given: record(10), is: false },
    { what: 'a tenth of the stand-ins', given: record(10, { data: 'embedded' }), is: true },
    { what: 'a tenth of the photographs', given: record(10, { cell: photographs }), is: true },
    { what: 'MNIST’s largest class on photographs', given: record(11.35, { cell: photographs }), is: false },
    { what: 'a little more than chance', given: record(11.36), is: false },
    {
      what: 'a tenth of some of the images',
      given: record(11.35, { cell: { ...digits!, testImages: 100 } as typeof digits }),
      is: false,
    },
  ])('at $what: $is', ({ given, is }) => {
    expect(isAtChance(given)).toBe(is);
  });
});

describe('the report', () => {
  const chanceIn = (records: readonly RunRecord[]): string | undefined =>
    findings({ scale: 'quick', data: 'real', cells: CELLS, records }).find((each) =>
      each.startsWith('At chance'),
    );

  test.each([
    { why: 'nothing', metrics: {}, curve: [], says: '(11.35, 1 of 1 seed).' },
    {
      why: 'no weight',
      metrics: { zeroShare: 100 },
      curve: [],
      says: '1 of 1 seed, all hidden weights are zero)',
    },
    {
      why: 'dead units',
      metrics: { 'krotov-hopfield.hidden-2.deadShare': 0.25, 'krotov-hopfield.hidden-1.deadShare': 0 },
      curve: [],
      says: 'up to 25 % of a hidden layer’s units are dead)',
    },
    {
      why: 'a curve',
      metrics: {},
      curve: [9.8, 11.7],
      says: 'its learning curve within 9.80 … 11.70 throughout)',
    },
  ])('says that a network is, and what records tell of why: $why', ({ metrics, curve, says }) => {
    expect(chanceIn([record(11.35, { metrics, curve })])).toContain(says);
  });

  test('counts the seeds', () => {
    expect(chanceIn([record(11.35), record(90, { seed: 1 })])).toContain('1 of 2 seeds');
  });

  test('says it in the CSV file, too, and nothing of networks that have learnt', async () => {
    const csvOf = async (accuracy: number): Promise<string> => {
      const given = { scale: 'quick', data: 'real', cells: CELLS, records: [record(accuracy)] } as const;
      return String((await table1.report(given)).get('table1.csv'));
    };
    expect(await csvOf(11.35)).toContain('at chance: 11.35, 1 of 1 seed');
    expect(await csvOf(90)).not.toContain('at chance');
    expect(chanceIn([record(90)])).toBeUndefined();
  });
});
