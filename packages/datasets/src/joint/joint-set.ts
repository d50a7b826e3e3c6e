import { createLabels, createStreams, HebbenchError, type JointLayout, type Split } from '@hebbench/core';
import { traitsOf, type DatasetDefinition, type Splits } from '../definition.ts';
import { JOINT_DIGESTS } from './digests.ts';
import { classesOfPart, jointTraits, type JointTraits } from './joint-traits.ts';
import { placePart } from './place.ts';

/**
 * Two sets made one: classes of both compete, and batches hold images of both. It trains on as many images of each, as
 * many as the smaller set has, drawn at random from the larger one's, and is tested on all of both.
 * @example
 * ```ts
 * const digitsAndSounds = jointSet(findDefinition('mnist'), findDefinition('fsdd'), 'beside');
 * ```
 */
export function jointSet(
  first: DatasetDefinition,
  second: DatasetDefinition,
  layout: JointLayout,
): DatasetDefinition {
  const joint = jointTraits(traitsOf(first), traitsOf(second), layout);
  // Which of the files that were found are the first set's.
  const found = new WeakMap<readonly string[], number>();
  const { name, title, kind, shape, images, folds } = joint;
  const digest = JOINT_DIGESTS[name];
  return {
    name,
    title,
    kind,
    shape,
    images,
    ...(folds !== undefined && { folds }),
    ...(digest !== undefined && { digest }),
    classNames: [first, second].flatMap((set) => set.classNames.map((each) => `${set.title}: ${each}`)),
    layout: `${first.layout}; and ${second.layout}`,
    joined: { sets: [first, second], layout, join: (one, other) => join(one, other, joint) },
    find(directory) {
      const files = [first.find(directory), second.find(directory)] as const;
      if (!files[0] || !files[1]) return undefined;
      const all = [...files[0], ...files[1]];
      found.set(all, files[0].length);
      return all;
    },
    async read(files) {
      const own = found.get(files);
      if (own === undefined) throw notFoundHere(joint);
      return join(await first.read(files.slice(0, own)), await second.read(files.slice(own)), joint);
    },
    ...(first.draw && second.draw && { draw: () => join(first.draw!(), second.draw!(), joint) }),
  };
}

function join(first: Splits, second: Splits, joint: JointTraits): Splits {
  const { ofSeed } = first.ofSeed ? first : second;
  return {
    ...joinOf(first, second, joint),
    ...(ofSeed && {
      ofSeed: (seed: number) => joinOf(first.ofSeed?.(seed) ?? first, second.ofSeed?.(seed) ?? second, joint),
    }),
  };
}

function joinOf(first: Splits, second: Splits, joint: JointTraits): Pick<Splits, 'train' | 'test'> {
  const each = Math.min(first.train.count, second.train.count);
  const drawn = (split: Split, name: string): Split => {
    const order = createStreams(0).child('joint').stream(name).permutation(split.count);
    return chosen(split, order.subarray(0, each));
  };
  return {
    train: mixed([drawn(first.train, 'first'), drawn(second.train, 'second')], joint, 'train'),
    test: mixed([first.test, second.test], joint, 'test'),
  };
}

/** Images of both in a random order, the same each time. */
function mixed(parts: readonly [Split, Split], joint: JointTraits, name: string): Split {
  const [one, other] = [placePart(parts[0], joint, 0), placePart(parts[1], joint, 1)];
  const count = one.count + other.count;
  const pixels = new Uint8Array(one.pixels.length + other.pixels.length);
  pixels.set(one.pixels);
  pixels.set(other.pixels, one.pixels.length);
  const labels = createLabels(count, joint.classes);
  labels.set(parts[0].labels);
  const [from] = classesOfPart(joint, 1);
  parts[1].labels.forEach((label, n) => (labels[one.count + n] = from + label));
  return chosen({ count, pixels, labels }, createStreams(0).child('joint').stream(name).permutation(count));
}

function chosen({ count, pixels, labels }: Split, order: Uint32Array): Split {
  const size = pixels.length / Math.max(1, count);
  const own = new Uint8Array(order.length * size);
  order.forEach((from, to) => own.set(pixels.subarray(from * size, (from + 1) * size), to * size));
  const ownLabels = labels.slice(0, order.length);
  order.forEach((from, to) => (ownLabels[to] = labels[from]!));
  return { count: order.length, pixels: own, labels: ownLabels };
}

function notFoundHere({ title }: JointTraits): HebbenchError {
  return new HebbenchError('DATA_MISSING', `The files of ${title} are not known apart.`, {
    got: 'files that this definition has not found itself',
    expected: 'the list that its `find` has given',
    fix: 'load the set by its name, or give `read` what `find` returns',
  });
}
