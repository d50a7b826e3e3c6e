import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { named } from '../common/compared.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { CONV_GRID } from './grid.ts';
import { score } from './score.ts';
import { convTables } from './tables.ts';

/** Convolutional networks: rules that see patches as samples, backpropagation and the control. */
export const conv: Suite = {
  ...CONV_GRID,
  packages: () => ['analysis', 'attacks'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({
    always: ['accuracy', 'sparsity', 'robust'],
    percentages: /^(accuracy|sparsity|robust)$/,
  }),
  compared: named('accuracy', 'sparsity', 'robust'),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) =>
    convTables(results)
      .map(({ title, columns, rows }) => `${title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n'),
};
