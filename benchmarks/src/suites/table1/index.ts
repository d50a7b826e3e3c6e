import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { tableEntries } from './cells.ts';
import { named } from '../common/compared.ts';
import { reportFiles } from './report.ts';
import { NETWORK_METRICS, score } from './score.ts';
import { terminalText } from './terminal.ts';

/** The paper's Table 1: test accuracy of three rules and a control at several depths, with and without constraint. */
export const table1: Suite = {
  name: 'table1',
  paper: true,
  title: 'Test accuracy by rule, depth and constraint (Table 1 of the paper)',
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => NETWORK_METRICS,
  compared: named('accuracy', 'trainAccuracy', 'sparsity'),
  cells: (scale, options) =>
    tableEntries(scale, options)
      .filter(({ repeats }) => !repeats)
      .map(({ cell }) => cell),
  score,
  report: async (results) => reportFiles(results),
  terminal: terminalText,
};
