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
