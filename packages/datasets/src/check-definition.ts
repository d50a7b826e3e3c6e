import { DATASET_KINDS, describeThrown, HebbenchError, isOneLine, valuesOf } from '@hebbench/core';
import type { DatasetDefinition, Splits } from './definition.ts';

/** Names of folders and of cells hold it: no sign that either could not. */
const NAME = /^[a-z0-9][a-z0-9.-]*$/;
const LONGEST_NAME = 64;
const MOST_CHANNELS = 4;
const MOST_CLASSES = 65_536;

/** Whether a text can be the name of a data set. */
export function isDatasetName(name: string): boolean {
  return NAME.test(name) && name.length <= LONGEST_NAME && !(name in {});
}

/** What a data set's name must be, for people. */
export const DATASET_NAME = `at most ${LONGEST_NAME} lower-case letters, digits, hyphens and points, beginning with a letter or a digit, as it is part of the ids of cells and of the names of files`;

/**
 * Checks what a package exports as a data set.
 * @param from - whose it is, for errors
 * @throws {@link HebbenchError} `DATASET_FAULT`
 */
export function checkDefinition(exported: unknown, from: string): DatasetDefinition {
  let found: readonly [got: string, expected: string] | undefined;
  try {
    found = problemOf(exported);
  } catch (cause) {
    // Members may be getters.
    found = [`an error while it is looked at: ${describeThrown(cause)}`, 'members that can be read'];
  }
  if (found) throw datasetFault(from, ...found);
  return exported as DatasetDefinition;
}

function problemOf(exported: unknown): readonly [got: string, expected: string] | undefined {
  if (typeof exported !== 'object' || exported === null)
    return [`a default export of type ${typeof exported}`, 'a DatasetDefinition'];
  const set = exported as DatasetDefinition;
  const { name, title, kind, shape, classNames, images, layout } = set;
  if (typeof name !== 'string' || !isDatasetName(name))
    return [`the name ${JSON.stringify(name)}`, DATASET_NAME];
  if (typeof title !== 'string' || !isOneLine(title))
    return [`the title ${JSON.stringify(title)}`, 'one line of text'];
  if (!DATASET_KINDS.includes(kind))
    return [`the kind ${JSON.stringify(kind)}`, `one of ${DATASET_KINDS.join(', ')}`];
  const sizes = [shape?.height, shape?.width, shape?.channels];
  if (!sizes.every(isCount) || shape.channels > MOST_CHANNELS)
    return [
      `a shape of ${sizes.join(' × ')}`,
      `height, width and channels from 1 on, at most ${MOST_CHANNELS} channels`,
    ];
  if (!Array.isArray(classNames) || classNames.length < 2 || classNames.length > MOST_CLASSES)
    return [`${classNames?.length ?? 'no'} names of classes`, `2 to ${MOST_CLASSES} names`];
  if (!classNames.every((each) => typeof each === 'string' && isOneLine(each)))
    return ['a class whose name is no line of text', 'names of one line'];
  if (!isCount(images?.train) || !isCount(images?.test))
    return [`images: ${JSON.stringify(images)}`, 'numbers of images in train and in test'];
  if (typeof layout !== 'string') return [`a layout of type ${typeof layout}`, 'words'];
  for (const method of ['find', 'read'] as const)
    if (typeof set[method] !== 'function')
      return [`"${method}" of type ${typeof set[method]}`, `a function "${method}"`];
  return undefined;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/**
 * Checks that images are as their definition says.
 * @throws {@link HebbenchError} `DATASET_FAULT`
 */
export function checkSplits(
  { title, shape, classNames }: Pick<DatasetDefinition, 'title' | 'shape' | 'classNames'>,
  splits: Splits,
): void {
  const inputs = valuesOf(shape);
  for (const name of ['train', 'test'] as const) {
    const split = (splits as Partial<Splits> | undefined)?.[name];
    if (!split) throw datasetFault(title, `no split "${name}"`, 'the splits train and test');
    const { count, pixels, labels } = split;
    if (!(pixels instanceof Uint8Array) || pixels.length !== count * inputs)
      throw datasetFault(
        title,
        `${count} images of ${inputs} values in ${pixels?.length} of "${name}"`,
        'as many bytes as images have values',
      );
    if (!(labels instanceof Uint8Array || labels instanceof Uint16Array) || labels.length !== count)
      throw datasetFault(title, `${labels?.length} labels of ${count} images of "${name}"`, 'a label each');
    const wrong = labels.findIndex((label) => label >= classNames.length);
    if (wrong >= 0)
      throw datasetFault(
        title,
        `label ${labels[wrong]} of image ${wrong} of "${name}"`,
        `labels from 0 to ${classNames.length - 1}`,
      );
  }
}

/** The error for a data set that breaks the contract, by its title or its package. */
export function datasetFault(from: string, got: string, expected: string, cause?: unknown): HebbenchError {
  return new HebbenchError('DATASET_FAULT', `The data set ${from} is not valid.`, {
    got,
    expected,
    fix: "correct the data set's definition, or leave it out",
    cause,
  });
}
