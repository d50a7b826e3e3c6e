import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { named } from '../common/compared.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { isLong } from './cells.ts';
import { LONG_DETAILS, WIDTH_DETAILS } from './details.ts';
import { PLASTICITY_GRID } from './grid.ts';
import { plasticityResults } from './results.ts';
import { PLASTICITY_METRICS, score } from './score.ts';
import { longTable, widthTable } from './tables.ts';
import { watchPlasticity } from './watch.ts';

/** Whether plasticity regulates itself: long training without a stop, rewiring, synapses in use by width, pruning. */
export const plasticity: Suite = {
  ...PLASTICITY_GRID,
  packages: () => ['analysis'],
  scoring: modulesBeside(import.meta.url, 'score', 'watch'),
  metrics: (cell) => ({
    ...PLASTICITY_METRICS,
    details: isLong(cell) ? LONG_DETAILS : WIDTH_DETAILS,
  }),
  compared: named('accuracy', 'trainAccuracy', 'used', 'outputGain', 'hiddenGain', 'removable'),
  watch: (context) => (isLong(context.cell) ? watchPlasticity(context) : undefined),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) => {
    const { long, widths } = plasticityResults(results);
    return [
      { title: 'Long training', table: longTable(long) },
      { title: 'Width', table: widthTable(widths) },
    ]
      .filter(({ table: { rows } }) => rows.length > 0)
      .map(({ title, table: { columns, rows } }) => `${title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n');
  },
};
