import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { REGIME_GRID } from './grid.ts';
import { regimeGroups, regimeRows, regimeTable, titled } from './rows.ts';
import { score } from './score.ts';

/** What longer training of the hidden layer gives and takes: the regimes of the proposed rule. */
export const regime: Suite = {
  ...REGIME_GRID,
  packages: () => ['analysis', 'attacks'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({
    always: ['accuracy', 'sparsity', 'robust'],
    percentages: /^(accuracy|sparsity|robust)$/,
  }),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) =>
    regimeGroups(regimeRows(results))
      .map(({ reading, rows }) => {
        const table = regimeTable(rows);
        return `${titled('The proposed rule over hidden training', reading)}\n\n${terminalTable(table.columns, table.rows, style)}`;
      })
      .join('\n\n'),
};
