import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { leagueCells } from './cells.ts';
import { leagueTables, reportFiles } from './report.ts';
import { score } from './score.ts';

/** The league table: every rule that is installed, at equal budget. */
export const rules: Suite = {
  name: 'rules',
  title: 'Every installed rule at equal budget: accuracy, sparsity, robustness, one shot, time',
  packages: ['analysis', 'attacks'],
  cells: leagueCells,
  score,
  report: async (results) => reportFiles(results),
  terminal: (results, style) =>
    leagueTables(results)
      .map(({ title, columns, rows }) => `${title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n'),
};
