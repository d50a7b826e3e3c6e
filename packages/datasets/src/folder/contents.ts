import { HebbenchError, type ImageShape } from '@hebbench/core';
import { listed } from '../formats/find-files.ts';

/** The parts of a set that a split is made of. */
export const SPLITS = ['train', 'test'] as const;
export type SplitName = (typeof SPLITS)[number];

/** Images and labels as a file holds them, before anything is known of the whole set. */
export interface RawSplit {
  /** Where the images come from, for errors. */
  readonly images: string;
  /** Where the labels come from, for errors. */
  readonly labelled: string;
  readonly count: number;
  readonly shape: ImageShape;
  /** `count × height × width × channels` bytes, channels last. */
  readonly pixels: Uint8Array;
  /** Whole numbers, as the file has them. */
  readonly labels: ArrayLike<number>;
}

/** All that a folder holds of a set. */
export interface Contents {
  readonly train: RawSplit;
  readonly test: RawSplit;
  /** Names of the classes, where the folder has them. @defaultValue the labels themselves */
  readonly classNames?: readonly string[];
}

/** A set in a folder, in one of the forms that are read. */
export interface Found {
  /** For people, e.g. `IDX files`. */
  readonly form: string;
  readonly files: readonly string[];
  read(): Contents | Promise<Contents>;
}

/** A folder as it is looked at. */
export interface Listing {
  readonly folder: string;
  /** Names of its regular files, sorted, hidden ones left out. */
  readonly files: readonly string[];
  /** Names of the folders in it. */
  readonly folders: readonly string[];
}

/** Looks whether a folder holds a set in one form; `undefined` if it holds nothing of it. */
export type Recognise = (listing: Listing) => Found | undefined;

/**
 * The error for a folder that holds a part of a set.
 * @throws {@link HebbenchError} `DATA_MISSING`
 */
export function incomplete(
  folder: string,
  form: string,
  { got, expected, fix = NO_TEST }: { got: string; expected: string; fix?: string },
): HebbenchError {
  return new HebbenchError('DATA_MISSING', `The data set in ${folder} is not complete: ${form}.`, {
    got,
    expected,
    fix,
  });
}

const NO_TEST =
  'add what is missing; test images must be some that are not trained on, as results are measured on them';

/** What a file or an array is of, by its name. */
export interface Role {
  readonly split: SplitName;
  readonly of: 'images' | 'labels';
}

const LABELS = /label|target|(^|[^a-z])y([^a-z]|$)/i;

/** What a name says of a file or an array: `x_train`, `test_labels`, `kmnist-test-imgs`. */
export function roleOf(name: string): Role | undefined {
  const split = /test|t10k/i.test(name) ? 'test' : /train/i.test(name) ? 'train' : undefined;
  return split && { split, of: LABELS.test(name) ? 'labels' : 'images' };
}

/** The four parts of a set that has images and labels apart, as `found` names them. */
export interface FourParts<T> {
  readonly train: { readonly images: T; readonly labels: T };
  readonly test: { readonly images: T; readonly labels: T };
}

/**
 * Images and labels of both splits.
 * @param parts - by name
 * @throws {@link HebbenchError} `DATA_MISSING` if one is missing, or there are two of one kind
 */
export function fourParts<T>(
  folder: string,
  form: string,
  parts: ReadonlyMap<string, T>,
  role: (name: string) => Role | undefined = roleOf,
): FourParts<T> {
  const names = [...parts.keys()];
  const find = (split: SplitName, of: Role['of']): T => {
    const fitting = names.filter((name) => {
      const its = role(name);
      return its?.split === split && its.of === of;
    });
    if (fitting.length === 1) return parts.get(fitting[0]!)!;
    throw incomplete(folder, form, {
      got: fitting.length === 0 ? `${listed(names) || 'nothing'}, and no ${of} to ${split}` : listed(fitting),
      expected: `images to train on with labels, and images to test on with labels, one of each`,
      ...(fitting.length > 1 && { fix: `leave one set in the folder: several have ${of} to ${split}` }),
    });
  };
  const pair = (split: SplitName): { images: T; labels: T } => ({
    images: find(split, 'images'),
    labels: find(split, 'labels'),
  });
  return { train: pair('train'), test: pair('test') };
}
