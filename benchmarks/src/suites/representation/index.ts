import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { named } from '../common/compared.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { picturesSchema } from './details.ts';
import { REPRESENTATION_GRID } from './grid.ts';
import { groups, networkResults } from './results.ts';
import { REPRESENTATION_METRICS, score } from './score.ts';
import { groupTable } from './tables.ts';

/** What the hidden units' features are: decorrelated, of the span of PCA, good for reconstruction, those of ICA? */
export const representation: Suite = {
  ...REPRESENTATION_GRID,
  packages: () => ['analysis'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({ ...REPRESENTATION_METRICS, details: { bars: picturesSchema.optional() } }),
  compared: named('accuracy', 'correlation', 'dimension', 'scaledError', 'span-10', 'ica', 'bars'),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) =>
    groups(networkResults(results))
      .map((group) => {
        const { columns, rows } = groupTable(group);
        return `${group.title}\n\n${terminalTable(columns, rows, style)}`;
      })
      .join('\n\n'),
};
