import type { Suite } from '../../suite.ts';
import { score } from '../table1/score.ts';
import { tuningCells } from './cells.ts';
import { reportFiles } from './report.ts';
import { terminalText } from './terminal.ts';

/** What the paper leaves open, settled on images that no report is measured on. */
export const tuning: Suite = {
  name: 'tuning',
  title: 'Open points and settings, compared on validation images',
  cells: tuningCells,
  score,
  report: async (results) => reportFiles(results),
  terminal: terminalText,
};
