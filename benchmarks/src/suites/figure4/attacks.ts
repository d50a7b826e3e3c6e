import { robustnessCurve, type RobustnessPoint } from '@hebbench/attacks';
import type { Cell, DatasetTraits } from '@hebbench/core';
import { accuracy } from '@hebbench/nn';
import { evaluationSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { BACKPROP, CONTROL_ROW } from '../common/rows/index.ts';
import { constrainedNetworks } from '../common/networks.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Robustness in a record. */
export type StoredRobustness = readonly RobustnessPoint[];

/** Accuracy under FGSM and PGD, with the checks of each point. */
export async function scoreUnderAttack(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell, streams, signal } = context;
  const { attackedImages, checkImages, epsilons, steps, restarts, queries } = FIGURE_SCALES[cell.scale];
  const split = evaluationSplit(cell, dataset);
  // Adversarial images of the backprop network, or of the control for that network itself.
  const source = await context.network(sourceOf(cell, dataset));
  try {
    const points = await robustnessCurve({
      model,
      split,
      shape: dataset.shape,
      epsilons,
      images: attackedImages,
      streams: streams.child('attacks'),
      steps,
      restarts,
      checkImages,
      queries,
      source,
      signal,
    });
    const clean = accuracy(model, split, { limit: attackedImages });
    return {
      metrics: {
        clean,
        ...Object.fromEntries(points.map(({ epsilon, pgd }) => [`pgd-${epsilon}`, pgd])),
        ...Object.fromEntries(points.map(({ epsilon, fgsm }) => [`fgsm-${epsilon}`, fgsm])),
      },
      details: { robustness: points },
    };
  } finally {
    source.dispose();
  }
}

/** The network whose adversarial images are tried on a cell's. */
export function sourceOf(cell: Cell, set: DatasetTraits): Cell {
  const { rule } = cell.rule === BACKPROP.rule ? CONTROL_ROW : BACKPROP;
  return constrainedNetworks(cell.scale, set, { rules: [rule] })[0]!.cell;
}
