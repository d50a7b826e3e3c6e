import {
  valuesOf,
  type DatasetKind,
  type DatasetTraits,
  type ImageShape,
  type JointLayout,
  type Split,
} from '@hebbench/core';
import { jointTraits } from './joint/joint-traits.ts';

/** A file that the publisher offers for download. */
export interface RemoteFile {
  /** Name in the cache's folder. */
  readonly name: string;
  /** Addresses, tried in order. */
  readonly urls: readonly string[];
  /** MD5 that the publisher gives, in hexadecimal. */
  readonly md5: string;
  readonly bytes: number;
}

/** A form in which a set is spread as well. */
export interface OtherForm {
  /** Name of its file or folder. */
  readonly pattern: RegExp;
  /** Whose it is, or what, for people. */
  readonly title: string;
}

/** Training and test images of a data set. */
export interface Splits {
  readonly train: Split;
  readonly test: Split;
  /**
   * For a set that is tested over folds: the splits for a seed, each seed with another fold to test on. The others are
   * those of seed 0. @defaultValue the same splits for every seed
   */
  readonly ofSeed?: (seed: number) => Pick<Splits, 'train' | 'test'>;
}

/** A set that two others are joined to. */
export interface Joined {
  /** Each is found, downloaded and verified as itself. */
  readonly sets: readonly [DatasetDefinition, DatasetDefinition];
  readonly layout: JointLayout;
  join(first: Splits, second: Splits): Splits;
}

/**
 * All that is to know about a data set. Adding one is adding a definition: a package exports it as default, and names
 * itself by `"hebbench": { "dataset": "." }` in its `package.json`. Whatever can be laid out as 8-bit pictures of one
 * shape can be one, spectrograms of sounds or two sets made one among them: only `find` and `read` know of files.
 */
export interface DatasetDefinition {
  /** In kebab case, unique among the data sets; also the name of its folder in the cache. */
  readonly name: string;
  /** For people, one line. */
  readonly title: string;
  /** What its images are: settings of rules depend on it. */
  readonly kind: DatasetKind;
  readonly shape: ImageShape;
  /** One for each class, at least two, in the order of the labels. */
  readonly classNames: readonly string[];
  /** Images of the publisher's splits, for estimates before they are loaded. */
  readonly images: { readonly train: number; readonly test: number };
  /**
   * {@link contentDigest} of the publisher's images and labels: others are the user's own. Where it is not known, images
   * count as the publisher's if each of {@link DatasetDefinition.download} lies among the files as it is published, by its MD5; else
   * they are own data whose records say that they are not verified.
   */
  readonly digest?: string;
  /** What can be downloaded; none for a set that a user must bring. @defaultValue none */
  readonly download?: readonly RemoteFile[];
  /**
   * Where its publisher offers it, for a set that users must fetch by hand: without a digest, its images are own data whose
   * records say that they are not verified. @defaultValue it can be downloaded, or is the user's own
   */
  readonly publisher?: string;
  /** Folds that seeds are tested on in turn, as {@link Splits.ofSeed} has them. @defaultValue it has no folds */
  readonly folds?: number;
  /** What it is made of, if it is made of two others. @defaultValue it is a set of its own */
  readonly joined?: Joined;
  /** Where {@link DatasetDefinition.find} looks for which files, for people. */
  readonly layout: string;
  /** Forms of the set that others read, and {@link DatasetDefinition.read} does not. @defaultValue none */
  readonly otherForms?: readonly OtherForm[];
  /**
   * The files of the set below a folder, or `undefined` if it is not there.
   * @param directory - a data directory or the cache
   * @throws `DATA_MISSING` if only a part of the set is there
   */
  find(directory: string): readonly string[] | undefined;
  /**
   * Reads and checks the files that {@link DatasetDefinition.find} found.
   * @throws `DATA_CORRUPT` if a file is not what it should be
   */
  read(files: readonly string[]): Promise<Splits>;
  /** Draws the stand-in, the same each time. Without it, the set has none, and `--data embedded` refuses it. */
  draw?(): Splits;
}

/** What a definition says of its set. */
export function traitsOf(definition: DatasetDefinition): DatasetTraits {
  const { name, title, kind, shape, classNames, images, folds, joined } = definition;
  if (joined) return jointTraits(traitsOf(joined.sets[0]), traitsOf(joined.sets[1]), joined.layout);
  const traits = { name, title, kind, shape, inputs: valuesOf(shape), classes: classNames.length, images };
  return { ...traits, ...(folds !== undefined && { folds }) };
}
