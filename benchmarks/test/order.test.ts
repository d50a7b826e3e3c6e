import { describe, expect, test } from 'vitest';
import type { Job } from '../src/run/job.ts';
import { inOrder, storedNetworks, waitsFor } from '../src/run/order.ts';
import { setOf } from '../src/run/set-of.ts';
import type { Store } from '../src/store/store.ts';
import { SUITES } from '../src/suites/index.ts';

/** A store that has some networks and hidden layers. */
function storeOf(...names: readonly string[]): Pick<Store, 'has'> {
  return { has: (kind, hash) => Promise.resolve(names.includes(`${kind} ${hash}`)) };
}

function job(modelHash: string, changes: Partial<Job> = {}): Job {
  const cost = { hidden: 0, rest: 1, scoring: 0 };
  return { modelHash, hiddenHash: undefined, needs: [], cost, ...changes } as Job;
}

test('networks that others need come first, then the longest runs', () => {
  const long = job('long', { cost: { hidden: 5, rest: 5, scoring: 0 } });
  const attacked = job('attacked', { cost: { hidden: 0, rest: 1, scoring: 20 }, needs: ['source'] });
  const [short, source] = [job('short'), job('source')];
  expect(inOrder([short, long, attacked, source])).toEqual([source, attacked, long, short]);
});

describe('beside a run that trains', () => {
  const cases = [
    { one: 'another network', own: {}, other: {}, kept: 'network b', waits: false },
    { one: 'the same network', own: { modelHash: 'b' }, other: {}, kept: 'network b', waits: true },
    { one: 'a network that it needs', own: { needs: ['b'] }, other: {}, kept: 'network b', waits: true },
    {
      one: 'the same hidden layers',
      own: { hiddenHash: 'h' },
      other: { hiddenHash: 'h' },
      kept: 'hidden h',
      waits: true,
    },
  ];

  test.each(cases)('$one, a run waits: $waits', async ({ own, other, waits }) => {
    expect(await waitsFor(job('a', own), job('b', other), storeOf())).toBe(waits);
  });

  test.each(cases)('$one, it does not wait for what is in the store', async ({ own, other, kept }) => {
    expect(await waitsFor(job('a', own), job('b', other), storeOf(kept))).toBe(false);
  });
});

test('the work of what the store has is not to be done', async () => {
  const jobs = [job('a'), job('b', { hiddenHash: 'h' }), job('c', { hiddenHash: 'i' })];
  expect(await storedNetworks(jobs, storeOf('network a', 'hidden h', 'hidden b'))).toEqual(
    new Set(['a', 'h']),
  );
});

test('the networks that cells need are cells of the same scale', () => {
  for (const suite of SUITES) {
    for (const cell of suite.cells('smoke', { rules: [] })) {
      for (const other of suite.networks?.(cell, setOf(cell)) ?? []) {
        expect(other).toMatchObject({ scale: cell.scale, dataset: cell.dataset });
        expect(other.id).not.toBe(cell.id);
      }
    }
  }
});
