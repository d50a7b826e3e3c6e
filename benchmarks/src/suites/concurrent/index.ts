import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { named } from '../common/compared.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { trainingCost, estimateCost, hiddenWeights } from '../../run/cost.ts';
import { CONCURRENT_SCALES } from './cells.ts';
import { sharesSchema } from './details.ts';
import { CONCURRENT_GRID } from './grid.ts';
import { jointGroups } from './results.ts';
import { CONCURRENT_METRICS, score } from './score.ts';
import { accuracyTable } from './tables.ts';
import { taskOf } from './tasks.ts';

/** Digits and sounds in one network: what learning both costs, what is forgotten in between, and whose the units are. */
export const concurrent: Suite = {
  ...CONCURRENT_GRID,
  packages: () => ['analysis'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: (cell) => ({
    ...CONCURRENT_METRICS,
    ...(taskOf(cell) === 'both' && { details: { shares: sharesSchema } }),
  }),
  compared: named('accuracy', 'first', 'second', 'sequential', 'activitySelectivity'),
  score,
  scoringCost: (cell, set) => {
    const tested = set.images.test * hiddenWeights(cell, set);
    const goesOn = taskOf(cell) !== 'both' && cell.hidden[0] === CONCURRENT_SCALES[cell.scale].mainWidth;
    return tested + (goesOn ? trainingCost(estimateCost(cell, set, { scoring: 0 })) : 0);
  },
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) =>
    jointGroups(results)
      .map((group) => {
        const { columns, rows } = accuracyTable(group);
        return `${group.joint.title}\n\n${terminalTable(columns, rows, style)}`;
      })
      .join('\n\n'),
};
