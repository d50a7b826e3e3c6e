import type { HyperparameterSchema } from './describe.ts';

/** Whole numbers end here in JSON Schema where a rule names no end. */
const NO_END = Number.MAX_SAFE_INTEGER;

/** The values that a hyperparameter can have, in words: `number above 0 to 1`. */
export function rangeText(field: HyperparameterSchema): string {
  if (field.enum) return field.enum.map(valueText).join(' | ');
  if (field.type !== 'number' && field.type !== 'integer') return field.type ?? 'one of several forms';
  const kind = field.type === 'integer' ? 'whole number' : 'number';
  const low =
    field.exclusiveMinimum !== undefined
      ? ` above ${numberText(field.exclusiveMinimum)}`
      : field.minimum !== undefined && field.minimum !== -NO_END
        ? ` from ${numberText(field.minimum)}`
        : '';
  const high =
    field.exclusiveMaximum !== undefined
      ? ` below ${numberText(field.exclusiveMaximum)}`
      : field.maximum !== undefined && field.maximum !== NO_END
        ? ` to ${numberText(field.maximum)}`
        : '';
  return kind + low + high;
}

/** A value of a hyperparameter, as short as it can be read. */
export function valueText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Many zeros are hard to count. */
const LARGE = 1e6;

function numberText(value: number): string {
  return Math.abs(value) < LARGE ? String(value) : value.toExponential().replace('+', '');
}
