import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DatasetDefinition, Splits } from '../definition.ts';
import { drawLetters } from '../embedded/signs.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { findFiles } from '../formats/find-files.ts';
import { parseIdxSplit, readIdxSplit, type ShapedSplit } from '../formats/idx-split.ts';
import { checkLabels } from '../formats/labels.ts';
import { MOST_BYTES } from '../formats/read-file.ts';
import { readZip } from '../formats/zip.ts';

const SHAPE = { height: 28, width: 28, channels: 1 } as const;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const ARCHIVE = 'gzip.zip';
const FILES = ['train-images-idx3', 'train-labels-idx1', 'test-images-idx3', 'test-labels-idx1'].map(
  (name) => `emnist-letters-${name}-ubyte`,
);

/** EMNIST Letters (Cohen, Afshar, Tapson, van Schaik 2017): handwritten letters, upper and lower case as one class. */
export const emnistLetters: DatasetDefinition = {
  name: 'emnist-letters',
  title: 'EMNIST Letters',
  kind: 'drawing',
  shape: SHAPE,
  classNames: LETTERS,
  images: { train: 124_800, test: 20_800 },
  download: [
    {
      name: ARCHIVE,
      urls: [
        'https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip',
        'https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip',
      ],
      md5: '58c8d27c78d21e728a6bc7b3cc06412e',
      bytes: 561_753_746,
    },
  ],
  layout: `${FILES.join(', ')}, each plain or with .gz, in its emnist-letters/, emnist/, EMNIST/raw/ or gzip/; or ${ARCHIVE} in one of them`,
  find(directory) {
    const folders = ['emnist-letters', 'emnist', 'EMNIST/raw', 'gzip'].map((folder) =>
      join(directory, folder),
    );
    return (
      findFiles(
        'EMNIST Letters',
        folders,
        FILES.map((name) => [`${name}.gz`, name]),
      ) ?? findFiles('EMNIST Letters', folders, [[ARCHIVE]])
    );
  },
  read: async (files) => (files.length === 1 ? readArchive(files[0]!) : readFour(files)),
  draw: drawLetters,
};

function readFour(files: readonly string[]): Splits {
  const [trainImages, trainLabels, testImages, testLabels] = files as [string, string, string, string];
  return {
    train: upright(readIdxSplit(trainImages, trainLabels, SHAPE), trainLabels),
    test: upright(readIdxSplit(testImages, testLabels, SHAPE), testLabels),
  };
}

async function readArchive(archive: string): Promise<Splits> {
  const packed = FILES.map((name) => `${name}.gz`);
  const contents = await readZip(archive, (name) => packed.includes(name));
  const parts = packed.map((name) => {
    const bytes = contents.get(name);
    if (!bytes) throw corruptFile(archive, `an archive without ${name}`, `${FILES.length} files of letters`);
    const file = `${archive}:${name}`;
    try {
      return { file, bytes: new Uint8Array(gunzipSync(bytes, { maxOutputLength: MOST_BYTES })) };
    } catch (cause) {
      throw corruptFile(file, `gzip: ${(cause as Error).message}`, 'a complete gzip file', undefined, cause);
    }
  });
  const [trainImages, trainLabels, testImages, testLabels] = parts as [Part, Part, Part, Part];
  return {
    train: upright(parseIdxSplit(trainImages, trainLabels, SHAPE), trainLabels.file),
    test: upright(parseIdxSplit(testImages, testLabels, SHAPE), testLabels.file),
  };
}

interface Part {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The publisher's images lie on their side, column by column, and its labels begin with 1. */
function upright({ count, pixels, labels }: ShapedSplit, labelFile: string): Splits['train'] {
  const { height, width } = SHAPE;
  const turned = new Uint8Array(pixels.length);
  for (let image = 0; image < count; image++) {
    const start = image * height * width;
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        turned[start + row * width + column] = pixels[start + column * height + row]!;
  }
  // A label of 0 becomes one that no class has.
  const fromZero = Uint8Array.from(labels, (label) => label - 1);
  checkLabels(fromZero, LETTERS.length, labelFile);
  return { count, pixels: turned, labels: fromZero };
}
