/** Images of a data set: 8 bits a value, so that a large set stays small until a batch of it is used. */
export interface Split {
  /** Number of images. */
  readonly count: number;
  /** `count × inputs` values 0 … 255, image after image, each row by row with its channels last. */
  readonly pixels: Uint8Array;
  /** Class of each image, 0 … classes − 1. */
  readonly labels: Labels;
}

/** Classes of images: bytes up to 256 classes, twice as many above. */
export type Labels = Uint8Array | Uint16Array;

/** Room for the classes of `count` images, in the narrowest array that holds them all. */
export function createLabels(count: number, classes: number): Labels {
  return classes <= 256 ? new Uint8Array(count) : new Uint16Array(count);
}

/**
 * Where a data set's images come from: `real`, its publisher's, to the bit; `own`, the user's, in the publisher's place;
 * `embedded`, a stand-in, drawn from a seed by this program. Results of different origins are never mixed.
 */
export type DataOrigin = 'real' | 'own' | 'embedded';

/** All kinds of data sets. */
export const DATASET_KINDS = ['drawing', 'photograph', 'sound'] as const;

/**
 * What the images of a data set are, which settings of rules depend on. `drawing`: strokes or shapes on an empty ground,
 * so that images are short vectors that differ in direction; `photograph`: bright almost everywhere, so that images are
 * long and have most of their direction in common; `sound`: spectrograms on an empty ground, which are as short as drawings.
 */
export type DatasetKind = (typeof DATASET_KINDS)[number];

/**
 * How the images of two sets lie in those of a joint one. `beside`: side by side, each in inputs of its own, with black in
 * the other's; `shared`: both in the same inputs, each scaled to the size of the first set's images.
 */
export type JointLayout = 'beside' | 'shared';

/** What is known of a data set without its images. */
export interface DatasetTraits {
  /** In kebab case, e.g. `cifar-10`. */
  readonly name: string;
  /** For people, e.g. `CIFAR-10`. */
  readonly title: string;
  readonly kind: DatasetKind;
  readonly shape: ImageShape;
  /** `height × width × channels` */
  readonly inputs: number;
  /** 2 … 1000 for images that a user brings; a definition may have more. */
  readonly classes: number;
  /** Number of images in each split. */
  readonly images: { readonly train: number; readonly test: number };
  /** Folds that seeds are tested on in turn: seed 0 on the first, seed 1 on the second. @defaultValue the set has none */
  readonly folds?: number;
  /**
   * The two sets that it is made of: its classes are those of the first, then those of the second. @defaultValue it is a set
   * of its own
   */
  readonly joint?: { readonly parts: readonly [DatasetTraits, DatasetTraits]; readonly layout: JointLayout };
}

/** A labelled set of images. */
export interface Dataset extends DatasetTraits {
  readonly origin: DataOrigin;
  /** A name for each class. */
  readonly classNames: readonly string[];
  /** SHA-256 over all splits, in hexadecimal. */
  readonly digest: string;
  /** False where nobody can tell whether the images are the publisher's: then they count as the user's. @defaultValue true */
  readonly verified?: boolean;
  /** All images to train on. */
  readonly train: Split;
  /** Images that are never trained or tuned on. */
  readonly test: Split;
  /** A partition of `train` for choosing hyperparameters. */
  readonly tuning: { readonly fit: Split; readonly validation: Split };
}

/** Size of an image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Values of an image: `height × width × channels`. */
export function valuesOf({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}
