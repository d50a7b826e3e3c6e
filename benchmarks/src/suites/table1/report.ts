import { htmlPage } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { tableCsv } from './csv.ts';
import { machinesNote } from '../common/machines.ts';
import { provenanceSections } from '../common/provenance.ts';
import { COMPARISON_NOTE, comparisonTable } from './comparisons.ts';
import { CURVES_NOTE, learningCurves } from './curves.ts';
import { findings } from './findings.ts';
import { reportTitle } from '../common/sets.ts';
import { costTable, mainTable, summaryMarkdown, tableCaption } from './summary.ts';
import { protocol } from './protocol.ts';
import { hasVerdicts, VERDICT_NOTE, verdictTable } from './verdicts.ts';

/** The files of the report: CSV, Markdown, the figure, and a page with all of it. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const curves = learningCurves(results);
  const comparisons = comparisonTable(results);
  const machines = machinesNote(results.records);
  const page = htmlPage(reportTitle('Table 1', results), [
    {
      heading: 'Accuracy',
      parts: [
        {
          kind: 'table',
          caption: tableCaption(results),
          ...mainTable(results),
        },
      ],
    },
    { heading: 'Findings', parts: [{ kind: 'list', items: findings(results) }] },
    ...(hasVerdicts(results)
      ? [
          {
            heading: 'Cell by cell',
            parts: [{ kind: 'table' as const, caption: VERDICT_NOTE, ...verdictTable(results) }],
          },
        ]
      : []),
    ...(comparisons
      ? [
          {
            heading: 'Differences between rules',
            parts: [{ kind: 'table' as const, caption: COMPARISON_NOTE, ...comparisons }],
          },
        ]
      : []),
    ...(curves
      ? [
          {
            heading: 'Learning curves',
            parts: [
              { kind: 'text' as const, text: CURVES_NOTE },
              ...curves.figures.map(({ svg, title }) => ({
                kind: 'figure' as const,
                svg,
                caption: `${title}: mean over seeds with its 95 % interval.`,
                csv: { name: 'curves.csv', content: curves.csv },
              })),
            ],
          },
        ]
      : []),
    {
      heading: 'Cost',
      parts: [
        {
          kind: 'table',
          caption: [
            'Cost of each cell, mean over its seeds',
            ...(machines === undefined ? [] : [machines]),
          ].join('. '),
          ...costTable(results),
        },
      ],
    },
    ...provenanceSections(protocol(results), results),
  ]);
  return new Map([
    ['table1.csv', tableCsv(results)],
    ['summary.md', summaryMarkdown(results, curves)],
    ...(curves
      ? ([
          ...curves.figures.map(({ name, svg }) => [name, svg] as const),
          ['curves.csv', curves.csv],
        ] as const)
      : []),
    ['report.html', page],
  ]);
}
