import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { NETWORK_METRICS } from '../table1/score.ts';
import { questionOf } from './cells.ts';
import { TUNING_GRID } from './grid.ts';
import { score, scoringCost } from './score.ts';
import { DERIVATIVE_METRICS } from './score-derivatives.ts';
import { READING_METRICS } from './score-network.ts';
import { terminalText } from './terminal.ts';

/** What the paper leaves open, settled on images that no report is measured on. */
export const tuning: Suite = {
  ...TUNING_GRID,
  packages: (cell) => {
    const { measure } = questionOf(cell);
    if (measure === 'derivatives') return ['attacks'];
    return measure === 'network' ? ['analysis', 'attacks'] : [];
  },
  scoring: modulesBeside(
    import.meta.url,
    '../table1/score',
    'layer-states',
    'score-network',
    'score-derivatives',
  ),
  metrics: (cell) => {
    const { measure } = questionOf(cell);
    if (measure === 'derivatives') return { ...NETWORK_METRICS, ...DERIVATIVE_METRICS };
    return measure === 'network' ? { ...NETWORK_METRICS, ...READING_METRICS } : NETWORK_METRICS;
  },
  score,
  scoringCost,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: terminalText,
};
