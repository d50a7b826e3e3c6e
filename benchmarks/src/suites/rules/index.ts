import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { hasWholeBudget } from './cells.ts';
import { RULES_GRID } from './grid.ts';
import { named } from '../common/compared.ts';
import { measuresAll } from './groups.ts';
import { METRICS, terminalTables } from './league.ts';
import { score } from './score.ts';

/** The league table: every rule that is installed, at equal epochs and at equal seconds. */
export const rules: Suite = {
  ...RULES_GRID,
  // As `score` does: what a run does not measure takes no part in its numbers.
  packages: (cell, set) =>
    hasWholeBudget(cell) ? ['analysis', ...(measuresAll(set) ? ['attacks'] : [])] : [],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({
    always: ['accuracy'],
    percentages: /^(accuracy|trainAccuracy|sparsity|robust|oneShot|dalesLaw)$/,
  }),
  compared: named(...METRICS),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) =>
    terminalTables(results)
      .map(({ title, columns, rows }) => `${title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n'),
};
