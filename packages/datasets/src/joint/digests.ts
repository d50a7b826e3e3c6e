/**
 * SHA-256 digests of sets that are made of two, where both parts are exactly their publishers’ images: which of the larger
 * set’s images are drawn, and how they are laid out, is part of them. Results on others cannot be published.
 */
export const JOINT_DIGESTS: Readonly<Record<string, string>> = {
  'mnist-and-fsdd-beside': 'c4476d27a3680a09cd4aef4a009c10c7eee250e52f3b0167cf8e75d0f8aa71a6',
  'mnist-and-fsdd-shared': '39c811329f395f43af2eddb6922d0584f45bfecfdcdac5a5b47fe94854810984',
};
