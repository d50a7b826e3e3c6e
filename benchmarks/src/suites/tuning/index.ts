import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { score } from '../table1/score.ts';
import { tuningCells } from './cells.ts';
import { questionTables, reportFiles } from './report.ts';

/** What the paper leaves open, settled on images that no report is measured on. */
export const tuning: Suite = {
  name: 'tuning',
  title: 'Open points and settings, compared on validation images',
  cells: tuningCells,
  score,
  report: async (results) => reportFiles(results),
  terminal: (results, style) =>
    questionTables(results)
      .map(({ question, columns, rows }) => `${question.title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n'),
};
