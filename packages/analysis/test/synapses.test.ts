import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSynapseLog, medianLifetime } from '../src/index.ts';

describe('a log of synapses', () => {
  /** Four synapses, look by look: one stays, one comes, one goes and comes again, one never is. */
  const LOOKS = [
    [1, 0, 0.5, 0],
    [1, 0, 0, 0],
    [2, 0.1, 0.3, 0],
    [2, 0.1, 0, -0],
    [2, 0.1, 0.2, 0],
  ];

  test('counts those that are silent, born and lost', () => {
    const log = createSynapseLog(LOOKS[0]!);
    expect(LOOKS.slice(1).map((weights) => log.look(weights))).toEqual([
      { silent: 3, born: 0, lost: 1 },
      { silent: 1, born: 2, lost: 0 },
      { silent: 2, born: 0, lost: 1 },
      { silent: 1, born: 1, lost: 0 },
    ]);
    expect(log.state().everBorn).toBe(3);
    // Of those that were there at the start, nobody knows since when.
    expect(log.lifetimes()).toEqual({ lost: [0, 1], alive: [1, 0, 1] });
  });

  test('goes on from its state as if it had not stopped', () => {
    const weights = fc.array(fc.constantFrom(0, 0, 0.5, -1), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(weights, { minLength: 2, maxLength: 12 }), fc.nat(11), (looks, stop) => {
        const whole = createSynapseLog(looks[0]!);
        let parts = createSynapseLog(looks[0]!);
        for (const [i, look] of looks.slice(1).entries()) {
          if (i === stop) parts = createSynapseLog(JSON.parse(JSON.stringify(parts.state())));
          expect(parts.look(look)).toEqual(whole.look(look));
        }
        expect(parts.lifetimes()).toEqual(whole.lifetimes());
        expect(parts.state()).toEqual(whole.state());
      }),
    );
  });

  test('has as many born as lost or alive', () => {
    const weights = fc.array(fc.constantFrom(0, 1), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(weights, { minLength: 2, maxLength: 20 }), (looks) => {
        const log = createSynapseLog(looks[0]!);
        for (const look of looks.slice(1)) log.look(look);
        const { lost, alive } = log.lifetimes();
        expect([...lost, ...alive].reduce((sum, each) => sum + each, 0)).toBe(log.state().everBorn);
      }),
    );
  });
});

describe('median lifetime', () => {
  test.each([
    { what: 'half go after one epoch', lost: [0, 5], alive: [0, 0, 5], median: 1 },
    { what: 'fewer than half go', lost: [0, 4], alive: [0, 0, 6], median: undefined },
    { what: 'all go, one by one', lost: [0, 1, 1, 1, 1], alive: [], median: 2 },
    // Of the two that are still followed after two epochs, one goes: 3/4 · 1/2 = 3/8.
    { what: 'some were not followed to their end', lost: [0, 1, 1], alive: [0, 1, 1], median: 2 },
    { what: 'there are none', lost: [], alive: [], median: undefined },
  ])('where $what: $median', ({ lost, alive, median }) => {
    expect(medianLifetime({ lost, alive })).toBe(median);
  });
});
