import { z } from 'zod';

/** The shape of a fully connected network. */
export interface Architecture {
  /** Number of inputs, e.g. 784 for MNIST. */
  readonly inputs: number;
  /** Units of each hidden layer, from the input upwards. At least one layer. */
  readonly hidden: readonly number[];
  /** Number of classes, at least 2. */
  readonly classes: number;
  /** Whether every weight and bias stays ≥ 0 (the paper's ⁺ columns). */
  readonly nonnegative: boolean;
}

const size = z.int().min(1).max(1_000_000);

/** Schema of {@link Architecture}. */
export const architectureSchema: z.ZodType<Architecture> = z.strictObject({
  inputs: size,
  hidden: z.array(size).min(1).max(1000),
  classes: z.int().min(2).max(100_000),
  nonnegative: z.boolean(),
});

/** Images of more inputs than this count as photographs, those of fewer as drawings. */
const LARGEST_DRAWING = 1000;

/** Networks of more hidden layers than this count as deep. */
const SHALLOW = 2;

/**
 * Whether a network reads images as large as colour photographs. The length of an input grows with their size, and with
 * it what presets must take care of.
 */
export function readsPhotographs({ inputs }: Pick<Architecture, 'inputs'>): boolean {
  return inputs > LARGEST_DRAWING;
}

/** Whether a network has more hidden layers than the two for which most rules are published. */
export function isDeep({ hidden }: Pick<Architecture, 'hidden'>): boolean {
  return hidden.length > SHALLOW;
}
