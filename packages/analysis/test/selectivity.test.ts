import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignedShare, taskSelectivity, taskShares } from '../src/index.ts';

test.each([
  {
    units: 'that do as much in both tasks',
    first: [1, 2, 3],
    second: [1, 2, 3],
    shares: [0.5, 0.5, 0.5],
    selectivity: 0,
  },
  { units: 'that are one task’s each', first: [4, 0], second: [0, 1], shares: [1, 0], selectivity: 1 },
  {
    units: 'of which one is silent',
    first: [1, 0, 3],
    second: [3, 0, 1],
    shares: [0.25, 0.75],
    selectivity: 0.5,
  },
  {
    units: 'in a task where nothing is active',
    first: [1, 3],
    second: [0, 0],
    shares: [1, 1],
    selectivity: 1,
  },
])('units $units', ({ first, second, shares, selectivity }) => {
  const found = taskShares(first, second);
  expect([...found]).toEqual(shares);
  expect(taskSelectivity(found)).toBeCloseTo(selectivity, 10);
});

test('units from a share on are assigned, whichever task has it', () => {
  expect(assignedShare([0.05, 0.1, 0.5, 0.8, 0.95], 0.9)).toBeCloseTo(3 / 5, 10);
});

test('a task that is brighter for all units changes nothing; changing the tasks changes the side', () => {
  const activity = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      activity,
      activity,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (first, second, factor) => {
        const shares = taskShares(first, second);
        const brighter = taskShares(
          first.map((value) => factor * value),
          second,
        );
        const turned = taskShares(second, first);
        shares.forEach((share, unit) => {
          expect(brighter[unit]).toBeCloseTo(share, 8);
          expect(turned[unit]).toBeCloseTo(1 - share, 8);
        });
      },
    ),
  );
});
