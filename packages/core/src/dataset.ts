/** Images of a data set: 8 bits a value, so that a large set stays small until a batch of it is used. */
export interface Split {
  /** Number of images. */
  readonly count: number;
  /** `count × inputs` values 0 … 255, image after image, each row by row with its channels last. */
  readonly pixels: Uint8Array;
  /** Class of each image, 0 … classes − 1. */
  readonly labels: Uint8Array;
}

/**
 * Where a data set's images come from: `real`, its publisher's, to the bit; `own`, the user's, in the publisher's place;
 * `embedded`, a stand-in, drawn from a seed by this program. Results of different origins are never mixed.
 */
export type DataOrigin = 'real' | 'own' | 'embedded';

/** A labelled set of images. */
export interface Dataset {
  /** In kebab case, e.g. `cifar-10`. */
  readonly name: string;
  /** For people, e.g. `CIFAR-10`. */
  readonly title: string;
  readonly origin: DataOrigin;
  readonly shape: ImageShape;
  /** `height × width × channels` */
  readonly inputs: number;
  readonly classes: number;
  /** A name for each class. */
  readonly classNames: readonly string[];
  /** SHA-256 over all splits, in hexadecimal. */
  readonly digest: string;
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
