import { createLabels, type ImageShape, type Labels, type Split } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { corruptFile } from '../formats/corrupt.ts';
import type { Contents, RawSplit } from './contents.ts';

/** Names of more classes are mostly numbers of something else. */
const MOST_CLASSES = 1000;

/** A set whose splits fit each other. */
export interface CheckedSet {
  readonly splits: Splits;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
}

/**
 * Checks that the splits of a folder are of one set, and numbers its classes from 0.
 * @throws `DATA_CORRUPT`
 */
export function toSet(folder: string, { train, test, classNames: named }: Contents): CheckedSet {
  const size = ({ height, width, channels }: ImageShape): string => `${height} × ${width} × ${channels}`;
  for (const split of [train, test]) checkCount(split);
  if (size(train.shape) !== size(test.shape)) {
    throw corruptFile(
      test.images,
      `images of ${size(test.shape)} (height × width × channels)`,
      `images of ${size(train.shape)}, as those to train on are`,
      'give all images one size',
    );
  }
  const { first, classes } = classesOf(folder, train, named);
  const classNames = named ?? Array.from({ length: classes }, (_, n) => String(n + first));
  return {
    splits: { train: toSplit(train, first, classes), test: toSplit(test, first, classes) },
    shape: train.shape,
    classNames,
  };
}

/** Each image has one label, and that is a whole number. */
function checkCount({ count, labels, images, labelled }: RawSplit): void {
  if (labels.length !== count) {
    throw corruptFile(
      labelled,
      `${labels.length} labels for ${count} images in ${images}`,
      'one label for each image',
      'take the labels that belong to the images',
    );
  }
  for (let i = 0; i < count; i++) {
    if (Number.isInteger(labels[i])) continue;
    const got = `label ${labels[i]} of image ${i}`;
    throw corruptFile(labelled, got, 'whole numbers', 'correct the labels');
  }
}

/** Labels may begin with 0 or, as EMNIST's do, with 1; from there on, every class has images to train on. */
function classesOf(
  folder: string,
  { labels, labelled }: RawSplit,
  named: readonly string[] | undefined,
): { first: number; classes: number } {
  const present = new Set<number>();
  for (let i = 0; i < labels.length; i++) present.add(labels[i]!);
  const ordered = [...present].toSorted((a, b) => a - b);
  const first = named === undefined && ordered[0] === 1 ? 1 : 0;
  const classes = named?.length ?? ordered.at(-1)! + 1 - first;
  if (classes < 2 || classes > MOST_CLASSES) {
    throw corruptFile(
      labelled,
      `labels from ${ordered[0]} to ${ordered.at(-1)}: ${classes} ${classes === 1 ? 'class' : 'classes'}`,
      `2 to ${MOST_CLASSES} classes, numbered from 0 on`,
      'number the classes one after the other',
    );
  }
  for (let label = first; label < first + classes; label++) {
    if (present.has(label)) continue;
    throw corruptFile(
      labelled,
      `no image to train on of class ${named?.[label] ?? label}, of ${first} … ${first + classes - 1} in ${folder}`,
      'images of every class',
      'number the classes that there are one after the other, or add images',
    );
  }
  return { first, classes };
}

function toSplit({ count, pixels, labels, labelled }: RawSplit, first: number, classes: number): Split {
  const numbered: Labels = createLabels(count, classes);
  for (let i = 0; i < count; i++) {
    const label = labels[i]! - first;
    if (!(label >= 0 && label < classes)) {
      throw corruptFile(
        labelled,
        `label ${labels[i]} of image ${i}`,
        `labels from ${first} to ${first + classes - 1}, as images to train on have`,
        'correct the labels, or add images of this class to train on',
      );
    }
    numbered[i] = label;
  }
  return { count, pixels, labels: numbered };
}
