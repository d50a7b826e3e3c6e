import { openEngine } from '@hebbench/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { loadRules } from '../src/rules/registry.ts';
import { frozenNumbers } from './golden/frozen.ts';
import { brokenPromise, complaint, readGolden, type Golden } from './golden/golden-file.ts';

/** Of the workspace, whichever they are. */
const FROZEN = frozenNumbers(await loadRules(findRulePackages()));

describe('the numbers are those of their version:', () => {
  // The one engine that is the same on every machine.
  beforeAll(() => openEngine({ engine: 'wasm', threads: 1 }));

  test.each(FROZEN)('$what', async ({ what, file, now }) => {
    expect(complaint(what, readGolden(file), await now())).toBeUndefined();
  });
});

describe('frozen numbers', () => {
  const frozen: Golden = { numbers: { nn: '0.1', rule: '0.1' }, values: { a: 'x', b: 1 } };

  test.each<{ case: string; now: Partial<Golden>; says?: string; refused?: string }>([
    { case: 'the same numbers', now: {} },
    {
      case: 'changed numbers',
      now: { values: { a: 'x', b: 2 } },
      says: 'have changed',
      refused: 'b: 2, was 1',
    },
    { case: 'a raised version', now: { numbers: { nn: '0.2', rule: '0.1' } }, says: 'nn 0.1 → 0.2' },
    {
      case: 'changed numbers of a raised version',
      now: { numbers: { nn: '0.1', rule: '0.2' }, values: { a: 'y', b: 1 } },
      says: 'rule 0.1 → 0.2',
    },
    {
      case: 'a package more',
      now: { numbers: { ...frozen.numbers, attacks: '0.1' } },
      says: 'attacks none → 0.1',
    },
    {
      case: 'another setting',
      now: { values: { a: 'x', c: 1 } },
      says: 'Settings that a preset or suite has',
    },
    {
      case: 'another setting, and changed numbers of one that stays',
      now: { values: { a: 'y', c: 1 } },
      says: 'have changed',
      refused: 'a: y, was x',
    },
  ])('$case: $says', ({ now, says, refused }) => {
    const found = complaint('the rule r', frozen, { ...frozen, ...now });
    const broken = brokenPromise('the rule r', frozen, { ...frozen, ...now });
    if (says === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(says);
    if (refused === undefined) expect(broken).toBeUndefined();
    else expect(broken).toContain(refused);
  });

  test('that nobody has frozen are complained of, and may be frozen', () => {
    expect(complaint('the rule r', undefined, frozen)).toContain('pnpm golden');
    expect(brokenPromise('the rule r', undefined, frozen)).toBeUndefined();
  });
});
