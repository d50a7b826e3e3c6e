import { unitsOf, type Architecture, type LayerSpec, type PoolSpec } from '@hebbench/core';
import fc from 'fast-check';

/** What a rule is tried on: a small network and a root seed. */
export interface Trial {
  readonly architecture: Architecture;
  readonly seed: number;
}

/** Which networks a rule is tried on: all layers dense, or convolutions first. */
export type Form = 'dense' | 'convolutional';

/** What {@link trials} draws. */
export interface TrialOptions {
  /** Fixes the constraint. @defaultValue with and without it */
  readonly nonnegative?: boolean;
  /** @defaultValue 'dense' */
  readonly form?: Form | undefined;
}

/** Small networks of one or two hidden layers, with and without the constraint. */
export function architectures({
  nonnegative,
  form = 'dense',
}: TrialOptions = {}): fc.Arbitrary<Architecture> {
  const rest = {
    classes: fc.integer({ min: 2, max: 5 }),
    nonnegative: nonnegative === undefined ? fc.boolean() : fc.constant(nonnegative),
  };
  if (form === 'dense') {
    return fc.record({
      inputs: fc.integer({ min: 3, max: 17 }),
      hidden: fc.array(fc.integer({ min: 9, max: 21 }), { minLength: 1, maxLength: 2 }),
      ...rest,
    });
  }
  const side = fc.integer({ min: 4, max: 6 });
  const image = fc.record({ height: side, width: side, channels: fc.integer({ min: 1, max: 2 }) });
  return fc
    .record({ image, layers: layerLists, ...rest })
    .map(({ image: { height, width, channels }, ...drawn }) => ({
      inputs: height * width * channels,
      hidden: unitsOf(drawn.layers),
      image: { height, width, channels },
      ...drawn,
    }));
}

const units = fc.integer({ min: 9, max: 12 });
const padding = fc.constantFrom('valid' as const, 'same' as const);
const by = fc.constantFrom('max' as const, 'mean' as const);

/** A convolution, pooled or not, and nothing, a dense layer or another convolution above it. */
const layerLists: fc.Arbitrary<LayerSpec[]> = fc
  .record({
    first: fc.record({
      units,
      size: fc.integer({ min: 2, max: 3 }),
      stride: fc.integer({ min: 1, max: 2 }),
      padding,
    }),
    pool: fc.option(fc.record({ by, size: fc.integer({ min: 1, max: 2 }), padding })),
    second: fc.option(fc.record({ kind: fc.constantFrom('dense' as const, 'conv' as const), units })),
  })
  .map(({ first, pool, second }): LayerSpec[] => [
    { kind: 'conv', ...first },
    ...(pool ? [{ kind: 'pool', ...pool } satisfies PoolSpec] : []),
    ...(second?.kind === 'dense' ? [{ kind: 'dense' as const, units: second.units }] : []),
    ...(second?.kind === 'conv'
      ? [{ kind: 'conv' as const, units: second.units, size: 2, padding: 'same' as const }]
      : []),
  ]);

/** Networks and seeds; 0 is among the seeds more often than chance would have it. */
export function trials(options: TrialOptions = {}): fc.Arbitrary<Trial> {
  return fc.record({
    architecture: architectures(options),
    seed: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat() }),
  });
}

/** Rows of values in [0, 1], all-zero and all-one rows among them. */
export function unitRows(inputs: number): fc.Arbitrary<number[][]> {
  const row = fc.oneof(
    { weight: 1, arbitrary: fc.constant(Array.from({ length: inputs }, () => 0)) },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: inputs }, () => 1)) },
    {
      weight: 4,
      arbitrary: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: inputs,
        maxLength: inputs,
      }),
    },
  );
  return fc.array(row, { minLength: 1, maxLength: 6 });
}
