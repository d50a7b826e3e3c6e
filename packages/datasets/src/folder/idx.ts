import { join } from 'node:path';
import { readIdxSplit } from '../formats/idx-split.ts';
import { fourParts, type RawSplit, type Recognise, type Role } from './contents.ts';

/** As MNIST's files are called, with whatever before it, a point in place of the hyphen, packed or not. */
const NAME = /(train|t10k|test).*(images|labels)[-_.]idx\d[-_.]ubyte(\.gz)?$/i;
const FORM = 'IDX files';

/** IDX files, as MNIST and its likes are published. */
export const recogniseIdx: Recognise = ({ folder, files }) => {
  const named = files.filter((name) => NAME.test(name));
  if (named.length === 0) return undefined;
  // A file that is there packed and unpacked is one file.
  const once = named.filter((name) => !named.includes(`${name}.gz`));
  return {
    form: FORM,
    files: once.map((name) => join(folder, name)),
    read() {
      const parts = fourParts(
        folder,
        FORM,
        new Map(once.map((name) => [name, join(folder, name)])),
        roleOfIdx,
      );
      const read = ({ images, labels }: { images: string; labels: string }): RawSplit => ({
        images,
        labelled: labels,
        ...readIdxSplit(images, labels),
      });
      return { train: read(parts.train), test: read(parts.test) };
    },
  };
};

function roleOfIdx(name: string): Role {
  return {
    split: /train/i.test(name) ? 'train' : 'test',
    of: /labels[-_.]idx/i.test(name) ? 'labels' : 'images',
  };
}
