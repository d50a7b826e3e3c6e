import type { Cell } from '@hebbench/core';

/** A rough estimate of a cell's work, to start the longest first: multiplications, up to a factor. */
export function estimateCost(cell: Cell): number {
  const { hiddenEpochs, headEpochs } = cell.budget;
  const inputs = cell.dataset === 'mnist' ? 784 : 3072;
  const widths = [inputs, ...cell.hidden];
  const weights = cell.hidden.reduce((sum, units, i) => sum + widths[i]! * units, 0);
  const images = cell.trainImages ?? 60_000;
  const head = cell.hidden.at(-1)! * 40;
  // Without epochs of its own for the hidden layers, a rule may train all layers with labels.
  const throughAll = hiddenEpochs > 0 ? hiddenEpochs + 1 : headEpochs;
  return images * (3 * weights * throughAll + head * headEpochs);
}
