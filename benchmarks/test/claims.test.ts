import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claimsDocument } from '../src/claims/document.ts';
import { fromSentence } from '../src/claims/group.ts';
import { CLAIM_GROUPS } from '../src/claims/groups.ts';
import { CLAIMS_FILE, claimsText } from '../src/publish/claims.ts';
import { REPORTS } from '../src/results/folders.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { sideOf, verdictOn } from '../src/suites/common/claims.ts';
import { SUITES } from '../src/suites/index.ts';

test('the table of claims is what the published records say', async () => {
  const { rules } = await discoverRules(findRulePackages());
  expect(readFileSync(CLAIMS_FILE, 'utf8')).toBe(claimsText(REPORTS, { rules, warn: expect.fail }));
});

/** Cells of the tables' rows, without their headings. */
function rowsOf(document: string): string[][] {
  return document
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| claim ') && !line.startsWith('| :--'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

test('claims of suites that have no record are in the table, as not run', () => {
  const rows = rowsOf(claimsDocument(() => undefined));
  expect(rows.map(([claim]) => claim)).toEqual(CLAIM_GROUPS.flatMap(({ claims }) => claims));
  expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set(['not run yet']));
  const suites = SUITES.map(({ name }) => name);
  for (const { suite } of CLAIM_GROUPS) expect(suites).toContain(suite);
});

test('no claim is without a verdict', () => {
  const rows = rowsOf(readFileSync(CLAIMS_FILE, 'utf8'));
  expect(rows.filter((row) => row.length !== 5 || !row.every((cell) => cell !== ''))).toEqual([]);
});

test.each([
  {
    sentence: 'Not reproduced: proposed, one shot: 41 %; the paper has 45–55 %.',
    expected: { verdict: 'not reproduced', claim: 'proposed, one shot', ours: '41 %; the paper has 45–55 %' },
  },
  {
    sentence: 'Undecided (ε = 0.1: no image is left): "stable", proposed: 50 % clean: 20 % at 0.1.',
    expected: {
      verdict: 'undecided (ε = 0.1: no image is left)',
      claim: '"stable", proposed',
      ours: '50 % clean: 20 % at 0.1',
    },
  },
])('a sentence of a report is a row: $expected.verdict', ({ sentence, expected }) => {
  expect(fromSentence(sentence, { paper: '–', control: '–' })).toMatchObject(expected);
});

test.each([
  { interval: [1, 3] as const, count: 3, side: 'above' },
  { interval: [-3, -1] as const, count: 3, side: 'below' },
  { interval: [-1, 3] as const, count: 3, side: 'undecided' },
  // Two seeds are often equally far apart by chance.
  { interval: [1, 1] as const, count: 2, side: 'undecided' },
])('$count seeds between $interval are $side', ({ interval, count, side }) => {
  expect(sideOf({ count, mean: (interval[0] + interval[1]) / 2, sd: 1, ci95: interval })).toBe(side);
});

test('a claim of two conditions holds if both do, and fails if one does', () => {
  const [high, low, wide] = (
    [
      [1, 3],
      [-3, -1],
      [-1, 2],
    ] as const
  ).map((ci95) => ({
    value: { count: 3, mean: (ci95[0] + ci95[1]) / 2, sd: 1, ci95 },
    side: 'above' as const,
  }));
  expect(verdictOn([high!, high!])).toBe('reproduced');
  expect(verdictOn([high!, low!])).toBe('not reproduced');
  expect(verdictOn([high!, wide!])).toBe('undecided');
  expect(verdictOn([low!, { value: undefined, side: 'above' }])).toBe('not run yet');
});
