import { sparsity } from '@hebbench/analysis';
import { accuracy, kernelsByUnit } from '@hebbench/nn';
import { terminalTable } from '@hebbench/report';
import { evaluationSplit } from '../../run/splits.ts';
import type { Suite } from '../../suite.ts';
import { robustAccuracy } from '../common/robust-accuracy.ts';
import { REGIME_SCALES, regimeCells } from './cells.ts';
import { regimeRows, regimeTable, reportFiles } from './report.ts';

const EPSILON = 0.1;

/** What longer training of the hidden layer gives and takes: the regimes of the proposed rule. */
export const regime: Suite = {
  name: 'regime',
  title: 'The proposed rule over hidden training: accuracy, sparsity, robustness',
  paper: true,
  packages: () => ['analysis', 'attacks'],
  cells: regimeCells,
  score: async (context) => ({
    metrics: {
      accuracy: accuracy(context.model, evaluationSplit(context.cell, context.dataset)),
      sparsity: 100 * sparsity(kernelsByUnit(context.model, 1).values, 0.005),
      robust: await robustAccuracy(context, EPSILON, REGIME_SCALES[context.cell.scale].attackedImages),
    },
  }),
  report: async (results) => reportFiles(results),
  terminal: (results, style) => {
    const { columns, rows } = regimeTable(regimeRows(results));
    return `The proposed rule over hidden training\n\n${terminalTable(columns, rows, style)}`;
  },
};
