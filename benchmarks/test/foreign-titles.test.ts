import { MNIST } from '@hebbench/datasets/traits';
import { expect, test } from 'vitest';
import { figuresText } from '../src/suites/common/charts.ts';
import { claimsText } from '../src/suites/common/claims-report.ts';
import { tablesText } from '../src/suites/common/headed-tables.ts';
import { bullets } from '../src/suites/common/markdown.ts';
import { plainTitles, whyNoClaims } from '../src/suites/common/sets.ts';

/** What a data set of a user’s may be called. */
const TITLE = '**bold** <script> `code` $x$ [a](b)';

const set = { ...MNIST, title: TITLE };
const table = { columns: ['rule', TITLE], rows: [] };
const csv = { name: 'a.csv', content: '' };

test.each([
  ['above and in a table', tablesText([{ heading: TITLE, table }])],
  [
    'above, in and below a chart',
    figuresText([{ title: TITLE, caption: TITLE, file: 'a.svg', svg: '', csv }]),
  ],
  ['in a sentence', bullets([plainTitles(`On ${TITLE}, and ${TITLE}.`, { sets: [set] })])],
  ['in the reason for no verdicts', claimsText('t', 'h', whyNoClaims({ sets: [set], data: 'mine-real' })!)],
])('a title is text %s', (_, markdown) => {
  expect(markdown).toContain('bold');
  expect(markdown).not.toMatch(/(?<!\\|\*)\*\*bold|<script>|(?<!\\)`code|(?<!\\)\$x|\[a\]\(/);
});
