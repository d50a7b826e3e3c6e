import type { DatasetKind, DatasetTraits, ImageShape, JointLayout } from '@hebbench/core';
import { valuesOf } from '@hebbench/core/basics';

/** Both ways of making two sets one. */
export const JOINT_LAYOUTS: readonly JointLayout[] = ['beside', 'shared'];

/** A set that is made of two. */
export type JointTraits = DatasetTraits & Required<Pick<DatasetTraits, 'joint'>>;

const TITLES: Readonly<Record<JointLayout, string>> = { beside: 'side by side', shared: 'in shared inputs' };

/** What the name of a joint set begins, divides and ends with. */
const NAME = /^(.+)-and-(.+)-(beside|shared)$/;

/** Names of the parts of a joint set and how they are joined; `undefined` for the name of another set. */
export function partsOfName(
  name: string,
): { readonly first: string; readonly second: string; readonly layout: JointLayout } | undefined {
  const [, first, second, layout] = NAME.exec(name) ?? [];
  return first === undefined ? undefined : { first, second: second!, layout: layout as JointLayout };
}

/** What is known of a joint set without loading its parts. */
export function jointTraits(first: DatasetTraits, second: DatasetTraits, layout: JointLayout): JointTraits {
  const shape = jointShape(first.shape, second.shape, layout);
  const folds = second.folds ?? first.folds;
  return {
    name: `${first.name}-and-${second.name}-${layout}`,
    title: `${first.title} and ${second.title}, ${TITLES[layout]}`,
    kind: jointKind(first.kind, second.kind),
    shape,
    inputs: valuesOf(shape),
    classes: first.classes + second.classes,
    images: {
      // As many of each: neither has the other's share of a batch.
      train: 2 * Math.min(first.images.train, second.images.train),
      test: first.images.test + second.images.test,
    },
    ...(folds !== undefined && { folds }),
    joint: { parts: [first, second], layout },
  };
}

function jointShape(first: ImageShape, second: ImageShape, layout: JointLayout): ImageShape {
  const channels = Math.max(first.channels, second.channels);
  if (layout === 'shared') return { ...first, channels };
  return {
    height: Math.max(first.height, second.height),
    width: first.width + second.width,
    channels,
  };
}

/** The longer images decide what rules must take care of. */
function jointKind(first: DatasetKind, second: DatasetKind): DatasetKind {
  if (first === second) return first;
  return [first, second].includes('photograph') ? 'photograph' : 'drawing';
}

/** The classes of a part, as they are numbered in the joint set: the first one, and the one behind the last. */
export function classesOfPart(
  { joint: { parts } }: JointTraits,
  part: 0 | 1,
): readonly [from: number, to: number] {
  const [first, second] = parts.map(({ classes }) => classes) as [number, number];
  return part === 0 ? [0, first] : [first, first + second];
}

/** Which inputs a part's images lie in, one after the other; the same for both where they share them. */
export function inputsOfPart({ joint, shape, inputs }: JointTraits, part: 0 | 1): number[] {
  const { parts, layout } = joint;
  const all = Array.from({ length: inputs }, (_, i) => i);
  if (layout === 'shared') return all;
  const { height, width } = parts[part].shape;
  const left = part === 0 ? 0 : parts[0].shape.width;
  return all.filter((i) => {
    const pixel = Math.floor(i / shape.channels);
    const [row, column] = [Math.floor(pixel / shape.width), pixel % shape.width];
    return row < height && column >= left && column < left + width;
  });
}
