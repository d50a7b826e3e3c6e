import { HebbenchError, type Architecture, type Cell, type Dataset, type LearningRule } from '@hebbench/core';
import { z } from 'zod';

/** The shape of a cell's network on a data set. */
export function architectureOf(
  { hidden, nonnegative }: Cell,
  { inputs, classes }: Pick<Dataset, 'inputs' | 'classes'>,
): Architecture {
  return { inputs, hidden, classes, nonnegative };
}

/**
 * A cell's complete hyperparameters: those of its preset, with the cell's own in their place.
 * @throws {@link HebbenchError} `INVALID_CONFIG` if the rule's schema refuses them
 */
export function hyperparametersOf<H>(cell: Cell, rule: LearningRule<H>, architecture: Architecture): H {
  const wanted = { ...rule.presets[cell.preset](architecture), ...cell.hyperparameters };
  const parsed = rule.hyperparameters.safeParse(wanted);
  if (parsed.success) return parsed.data;
  throw new HebbenchError('INVALID_CONFIG', `The hyperparameters of ${cell.id} are not valid.`, {
    got: JSON.stringify(wanted),
    expected: z.prettifyError(parsed.error).replaceAll('\n', ' '),
    fix: `correct the cell, or the preset of the rule "${cell.rule}"`,
  });
}
