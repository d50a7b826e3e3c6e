import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { named } from '../common/compared.ts';
import { TABLE1_GRID } from './grid.ts';
import { NETWORK_METRICS, score } from './score.ts';
import { terminalText } from './terminal.ts';

/** The paper's Table 1: test accuracy of three rules and a control at several depths, with and without constraint. */
export const table1: Suite = {
  ...TABLE1_GRID,
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => NETWORK_METRICS,
  compared: named('accuracy', 'trainAccuracy', 'sparsity'),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: terminalText,
};
