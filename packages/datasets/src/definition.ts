import type { ImageShape, Split } from '@hebbench/core';

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
}

/** All that is to know about a data set. Adding one is adding a definition. */
export interface DatasetDefinition {
  /** In kebab case; also the name of its folder. */
  readonly name: string;
  readonly title: string;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** {@link contentDigest} of the publisher's images and labels: others are the user's own. */
  readonly digest: string;
  readonly download: readonly RemoteFile[];
  /** Where {@link DatasetDefinition.find} looks for which files, for people. */
  readonly layout: string;
  /** Forms of the set that others read, and this program does not. */
  readonly otherForms: readonly OtherForm[];
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
  /** Draws the stand-in. */
  draw(): Splits;
}
