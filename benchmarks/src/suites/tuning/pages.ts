import { plainMarkdown } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { bullets, contents, markdown } from '../common/markdown.ts';
import { provenanceText } from '../common/provenance.ts';
import { QUESTIONS_ON_READINGS } from './questions/index.ts';
import type { NotedTable } from './noted-table.ts';

/** What the pages of the suite are made of. */
export interface Pages {
  /** Of the report. */
  readonly title: string;
  /** A table a question, by its name. */
  readonly questions: readonly (NotedTable & { readonly name: string })[];
  /** What the questions on readings of equation (6) come to. */
  readonly readings: readonly NotedTable[];
  /** What is to be known before seconds are read. @defaultValue nothing */
  readonly machines?: string | undefined;
  readonly protocol: readonly string[];
}

const OF_READINGS = new Set(QUESTIONS_ON_READINGS.map(({ name }) => name));

/**
 * `summary.md`, and `readings.md`, which has half of the suite's questions: what they come to first, then one by one. Without
 * a record of them there is no such page.
 */
export function pages(
  { title, questions, readings, machines, protocol }: Pages,
  results: SuiteResults,
): [name: string, page: string][] {
  const ofReadings = questions.filter(({ name }) => OF_READINGS.has(name));
  const others = questions.filter(({ name }) => !OF_READINGS.has(name));
  const before = machines === undefined ? [] : [machines];
  const titleOfReadings = `Readings of equation (6), scale ${results.scale}, ${results.data} data`;
  const hasReadings = ofReadings.length > 0 || readings.length > 0;
  const pointer = `What the paper’s words leave open of equation (6) was asked by many questions, which have [a page of their own](readings.md).`;
  const summary = page(title, hasReadings ? [pointer] : [], before, others);
  return [
    ['summary.md', `${summary}${provenanceText(protocol, results)}`],
    ...(hasReadings
      ? [
          [
            'readings.md',
            page(
              titleOfReadings,
              [
                'Candidates, measure and the way of the choice were written down beforehand: [docs/readings.md](../../../docs/readings.md). [All other questions](summary.md), with the protocol and where the numbers come from.',
              ],
              before,
              [...readings, ...ofReadings],
            )
              .trimEnd()
              .concat('\n'),
          ] satisfies [string, string],
        ]
      : []),
  ];
}

/** @param links - what leads to other pages, which is Markdown already */
function page(
  title: string,
  links: readonly string[],
  before: readonly string[],
  tables: readonly NotedTable[],
): string {
  const sections = tables.map(
    (table) => `## ${table.title}\n\n${bullets(table.notes)}\n\n${markdown(table)}`,
  );
  const blocks = [
    `# ${plainMarkdown(title)}`,
    ...links,
    contents(
      title,
      tables.map((table) => table.title),
    ),
    ...before,
    ...sections,
  ].filter((block) => block !== '');
  return `${blocks.join('\n\n')}\n\n`;
}
