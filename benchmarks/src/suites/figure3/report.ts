import { htmlPage, type PageSection, plainMarkdown } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown } from '../common/markdown.ts';
import { claimsOr, isOfPaper, plainTitles, reportTitle, setNotes } from '../common/sets.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { verdicts } from './claims.ts';
import { figuresOf, type Figure } from './figures.ts';
import { PROTOCOL } from './protocol.ts';
import { weightsResults, type WeightsResult } from './results.ts';
import { fitsCsv, fitsTable, readingsTable, weightsTable } from './tables.ts';

/** The files of the report: figures, their data, the fits as CSV, Markdown, and a page with all of it. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const rows = weightsResults(results);
  const figures = figuresOf(rows);
  const claims = claimsOr(results, () => verdicts(rows));
  const protocol = isOfPaper(results) ? PROTOCOL : [...setNotes(results), ...PROTOCOL.slice(1)];
  const title = isOfPaper(results)
    ? `Figure 3: weight distributions, scale ${results.scale}, ${results.data} data`
    : `Weight distributions: ${reportTitle('Figure 3', results)}`;
  const sections: PageSection[] = [
    { heading: 'The paper’s claims', parts: [{ kind: 'list', items: claims }] },
    {
      heading: 'Weights',
      parts: [{ kind: 'table', caption: 'Weights of the hidden layer', ...weightsTable(rows) }],
    },
    ...figures.map(({ title: heading, svg, caption, csv, file }): PageSection => ({
      heading,
      parts: [{ kind: 'figure', svg, caption, csv: { name: `${file}.csv`, content: csv } }],
    })),
    {
      heading: 'Fits',
      parts: [{ kind: 'table', caption: 'Fits, scaled to the maximum and cut at 0.005', ...fitsTable(rows) }],
    },
    {
      heading: 'Other readings',
      parts: [
        {
          kind: 'table',
          caption: 'Sparsity and the closest family by scale and threshold',
          ...readingsTable(rows),
        },
      ],
    },
    ...provenanceSections(protocol, results),
  ];
  return new Map([
    ['figure3.csv', fitsCsv(rows)],
    ...figures.map(({ file, svg }) => [`${file}.svg`, svg] as const),
    ['summary.md', summary(title, claims, figures, rows, protocol, results)],
    ['report.html', htmlPage(title, sections)],
  ]);
}

function summary(
  title: string,
  claims: readonly string[],
  figures: readonly Figure[],
  rows: readonly WeightsResult[],
  protocol: readonly string[],
  results: SuiteResults,
): string {
  const pictures = figures.map(
    ({ title: heading, file, caption }) =>
      `![${plainMarkdown(heading)}](${file}.svg)\n\n${plainMarkdown(caption)}`,
  );
  return `# ${plainMarkdown(title)}

## The paper’s claims

${bullets(claims.map((claim) => plainTitles(claim, results)))}

## Weights

${markdown(weightsTable(rows))}

${pictures.join('\n\n')}

## Fits

Scaled to the maximum and cut at 0.005.

${markdown(fitsTable(rows))}

## Other readings

${markdown(readingsTable(rows))}

${provenanceText(protocol, results)}`;
}
