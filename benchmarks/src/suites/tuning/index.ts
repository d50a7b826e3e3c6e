import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { NETWORK_METRICS, score } from '../table1/score.ts';
import { tuningCells } from './cells.ts';
import { reportFiles } from './report.ts';
import { terminalText } from './terminal.ts';

/** What the paper leaves open, settled on images that no report is measured on. */
export const tuning: Suite = {
  name: 'tuning',
  title: 'Open points and settings, compared on validation images',
  scoring: modulesBeside(import.meta.url, '../table1/score'),
  metrics: () => NETWORK_METRICS,
  cells: tuningCells,
  score,
  report: async (results) => reportFiles(results),
  terminal: terminalText,
};
