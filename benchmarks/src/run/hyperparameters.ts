import { HebbenchError, type Architecture, type Cell, type Dataset, type LearningRule } from '@hebbench/core';
import { z } from 'zod';
import { ruleCode } from './guard/rule-code.ts';

/** The shape of a cell's network on a data set. */
export function architectureOf(
  { hidden, layers, nonnegative }: Cell,
  {
    inputs,
    classes,
    kind,
    shape,
  }: Pick<Dataset, 'inputs' | 'classes' | 'kind'> & Partial<Pick<Dataset, 'shape'>>,
): Architecture {
  // Dense networks do not see the shape of an image: it is no part of theirs.
  const image = layers && { layers, ...(shape && { image: shape }) };
  return { inputs, hidden, classes, nonnegative, reads: kind, ...image };
}

/**
 * A cell's complete hyperparameters: those of its preset, with the cell's own in their place.
 * @throws {@link HebbenchError} `INVALID_CONFIG` if the rule's schema refuses them, `RULE_FAULT` if the rule itself throws
 */
export function hyperparametersOf<H>(cell: Cell, rule: LearningRule<H>, architecture: Architecture): H {
  const code = ruleCode(rule.name);
  const preset: unknown = code.call(`the preset "${cell.preset}"`, () =>
    rule.presets[cell.preset](architecture),
  );
  if (typeof preset !== 'object' || preset === null || Array.isArray(preset))
    throw code.fault(`the preset "${cell.preset}" of type ${typeof preset}`, 'hyperparameters by name');
  const wanted = { ...preset, ...cell.hyperparameters };
  const parsed = code.call('its schema of hyperparameters', () => {
    const found = rule.hyperparameters.safeParse(wanted);
    return found.success
      ? found
      : { success: false as const, complaint: z.prettifyError(found.error).replaceAll('\n', ' ') };
  });
  if (parsed.success) return parsed.data;
  throw new HebbenchError('INVALID_CONFIG', `The hyperparameters of ${cell.id} are not valid.`, {
    got: JSON.stringify(wanted),
    expected: parsed.complaint,
    fix: `correct the cell, or the preset of the rule "${cell.rule}"`,
  });
}
