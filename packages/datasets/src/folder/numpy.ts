import { join, parse } from 'node:path';
import { imagesOfArray, labelsOfArray } from '../formats/image-array.ts';
import { parseNpy, type NumpyArray } from '../formats/npy.ts';
import { readWhole } from '../formats/read-file.ts';
import { readZip } from '../formats/zip.ts';
import { fourParts, incomplete, type Contents, type RawSplit, type Recognise } from './contents.ts';

interface NamedNumpy extends NumpyArray {
  readonly file: string;
}

/** One NPZ file of four arrays, as Keras keeps MNIST, or one for each of them. */
export const recogniseNpz: Recognise = ({ folder, files }) => {
  const archives = files.filter((name) => /\.npz$/i.test(name));
  if (archives.length === 0) return undefined;
  return {
    form: 'NPZ',
    files: archives.map((name) => join(folder, name)),
    async read() {
      const arrays = new Map<string, NamedNumpy>();
      for (const archive of archives) {
        const path = join(folder, archive);
        const members = await readZip(path, (name) => name.endsWith('.npy'));
        for (const [member, bytes] of members) {
          const file = `${path}:${member}`;
          // The only array of a file is called after the file.
          const name = members.size === 1 ? parse(archive).name : parse(member).name;
          if (arrays.has(name)) {
            throw incomplete(folder, 'NPZ', {
              got: `${arrays.get(name)!.file} and ${file}`,
              expected: 'one array of each name',
              fix: 'leave one set in the folder',
            });
          }
          arrays.set(name, { file, ...parseNpy(bytes, file) });
        }
      }
      return contentsOf(folder, 'NPZ', arrays);
    },
  };
};

/** Four NPY files. */
export const recogniseNpy: Recognise = ({ folder, files }) => {
  const named = files.filter((name) => /\.npy$/i.test(name));
  if (named.length === 0) return undefined;
  return {
    form: 'NPY files',
    files: named.map((name) => join(folder, name)),
    read() {
      const arrays = named.map((name): [string, NamedNumpy] => {
        const file = join(folder, name);
        return [parse(name).name, { file, ...parseNpy(readWhole(file), file) }];
      });
      return contentsOf(folder, 'NPY files', new Map(arrays));
    },
  };
};

function contentsOf(folder: string, form: string, arrays: ReadonlyMap<string, NamedNumpy>): Contents {
  const parts = fourParts(folder, form, arrays);
  const read = ({ images, labels }: { images: NamedNumpy; labels: NamedNumpy }): RawSplit => ({
    images: images.file,
    labelled: labels.file,
    ...imagesOfArray(images, images.file),
    labels: labelsOfArray(labels, labels.file),
  });
  return { train: read(parts.train), test: read(parts.test) };
}
