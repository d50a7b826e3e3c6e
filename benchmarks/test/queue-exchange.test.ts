import { expect, test } from 'vitest';
import { Exchange } from '../src/queue/exchange.ts';
import type { Store } from '../src/store/store.ts';
import { hashOf, jobOf } from './example-job.ts';
import { memoryStore } from './try-queue.ts';

const OLD = Buffer.from('old');
const NEW = Buffer.from('new');
const NETWORK = hashOf('network');

const namesIn = ({ kept }: ReturnType<typeof memoryStore>): string[] => [...kept.keys()].toSorted();
const key = (kind: string, name: string): string => `${kind} ${hashOf(name)}`;

test('what a command has is lent to the workers, but what they are to train again', async () => {
  const [home, store] = [memoryStore(), memoryStore()];
  const job = jobOf('a', 'network', { hiddenHash: hashOf('hidden'), needs: [hashOf('other')] });
  await home.put('network', NETWORK, OLD);
  await home.put('hidden', hashOf('hidden'), OLD);
  await home.put('network', hashOf('other'), OLD);
  await new Exchange(home, store, [job]).lend({ ...job, retrain: true });
  expect(namesIn(store)).toEqual([key('network', 'other')]);
  await new Exchange(home, store, [job]).lend(job);
  expect(namesIn(store)).toEqual(namesIn(home));
});

test('what is there already stays as it is', async () => {
  const [home, store] = [memoryStore(), memoryStore()];
  await home.put('network', NETWORK, OLD);
  await store.put('network', NETWORK, NEW);
  await new Exchange(home, store, [jobOf('a', 'network')]).lend(jobOf('a', 'network'));
  expect(await store.get('network', NETWORK)).toEqual(NEW);
});

test('a network is taken home, and removed from the store, with the last run that uses it', async () => {
  const [home, store] = [memoryStore(), memoryStore()];
  const jobs = [jobOf('a', 'network'), jobOf('b', 'own', { needs: [NETWORK] }), jobOf('c', 'network')];
  const exchange = new Exchange(home, store, jobs);
  await store.put('network', NETWORK, NEW);
  for (const [i, job] of jobs.entries()) {
    expect(await store.has('network', NETWORK), `before the end of run ${i}`).toBe(true);
    const remove = await exchange.take(job);
    // Who is stopped here still finds it there.
    expect(await store.has('network', NETWORK)).toBe(true);
    await remove();
  }
  expect({ home: namesIn(home), store: namesIn(store) }).toEqual({
    home: [key('network', 'network')],
    store: [],
  });
});

test.each([
  { retrain: false, stays: OLD },
  { retrain: true, stays: NEW },
])('one that is there at home is replaced only where all is trained again: $retrain', async (row) => {
  const [home, store] = [memoryStore(), memoryStore()];
  await home.put('network', NETWORK, OLD);
  await store.put('network', NETWORK, NEW);
  const job = jobOf('a', 'network', { retrain: row.retrain });
  await (
    await new Exchange(home, store, [job]).take(job)
  )();
  expect(await home.get('network', NETWORK)).toEqual(row.stays);
  expect(namesIn(store)).toEqual([]);
});

test('without room at home it stays in the store', async () => {
  const store = memoryStore();
  const full: Store = { ...memoryStore(), put: () => Promise.resolve(false) };
  await store.put('network', NETWORK, NEW);
  const job = jobOf('a', 'network');
  await (
    await new Exchange(full, store, [job]).take(job)
  )();
  expect(await store.get('network', NETWORK)).toEqual(NEW);
});
