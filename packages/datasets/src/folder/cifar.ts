import { join } from 'node:path';
import { CIFAR_SHAPE, joinSplits, parseRecords } from '../formats/cifar.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { listed } from '../formats/find-files.ts';
import { imagesOfArray, labelsOfArray } from '../formats/image-array.ts';
import { decodeNumbers } from '../formats/npy.ts';
import { parsePickle, PickledArray, type PickleValue } from '../formats/pickle.ts';
import { textOf } from '../formats/pickle-globals.ts';
import { readWhole } from '../formats/read-file.ts';
import { incomplete, type Contents, type RawSplit, type Recognise } from './contents.ts';

/** CIFAR-10 has five batches, CIFAR-100 one. */
const TRAIN = /^(data_batch_\d+|train)$/;
const TEST = /^(test_batch|test)$/;

/** The binary version of CIFAR-10 and CIFAR-100. */
export const recogniseCifarBinary: Recognise = ({ folder, files }) => {
  const names = files.filter((name) => name.endsWith('.bin')).map((name) => name.slice(0, -'.bin'.length));
  return batches(
    folder,
    'CIFAR’s binary version',
    names,
    (name) => {
      const file = join(folder, `${name}.bin`);
      return parseRecords(readWhole(file), file);
    },
    '.bin',
  );
};

/** The version for Python of CIFAR-10 and CIFAR-100. */
export const recogniseCifarPython: Recognise = ({ folder, files }) => {
  const found = batches(
    folder,
    'CIFAR’s version for Python',
    files,
    (name) => readBatch(join(folder, name)),
    '',
  );
  const meta = files.find((name) => name === 'batches.meta' || name === 'meta');
  if (!found || meta === undefined) return found;
  return {
    ...found,
    read: async () => ({ ...(await found.read()), ...namesIn(join(folder, meta)) }),
  };
};

type ReadSplit = (name: string) => RawSplit;

function batches(
  folder: string,
  form: string,
  names: readonly string[],
  read: ReadSplit,
  ending: string,
): ReturnType<Recognise> {
  const [train, test] = [TRAIN, TEST].map((pattern) => names.filter((name) => pattern.test(name))) as [
    string[],
    string[],
  ];
  const all = [...train, ...test];
  if (all.length === 0) return undefined;
  return {
    form,
    files: all.map((name) => join(folder, `${name}${ending}`)),
    read(): Contents {
      if (train.length === 0 || test.length !== 1) {
        throw incomplete(folder, form, {
          got: listed(all.map((name) => `${name}${ending}`)),
          expected: `data_batch_1${ending} and so on, or train${ending}, and test_batch${ending} or test${ending}`,
        });
      }
      return { train: joinSplits(train.map(read)), test: read(test[0]!) };
    },
  };
}

function readBatch(file: string): RawSplit {
  const content = unpickle(file);
  const data = content.get('data');
  const labels = numbersIn(content.get('fine_labels') ?? content.get('labels'), file);
  if (!(data instanceof PickledArray) || !labels) {
    throw corruptFile(
      file,
      `a pickle of ${listed([...content.keys()])}`,
      'an array "data", and "labels" or "fine_labels" that are numbers',
      'take the files as their publisher has them',
    );
  }
  if (data.isFortran) throw corruptFile(file, 'an array by columns', 'one by rows', 'save it row by row');
  const { shape, type, bytes } = data;
  const [count, values] = shape;
  const numbers = decodeNumbers(bytes, { type, shape, file });
  const isCifar =
    shape.length === 2 && values === CIFAR_SHAPE.channels * CIFAR_SHAPE.height * CIFAR_SHAPE.width;
  // Rows hold a plane of each colour.
  const planes = isCifar ? [count!, CIFAR_SHAPE.channels, CIFAR_SHAPE.height, CIFAR_SHAPE.width] : shape;
  return {
    images: file,
    labelled: file,
    ...imagesOfArray({ shape: planes, ...numbers }, file),
    labels,
  };
}

/** A list of numbers, or an array of them. */
function numbersIn(value: PickleValue | undefined, file: string): ArrayLike<number> | undefined {
  if (value instanceof PickledArray) {
    return labelsOfArray({ shape: value.shape, ...decodeNumbers(value.bytes, { ...value, file }) }, file);
  }
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'number');
  return isList ? value : undefined;
}

function namesIn(file: string): Pick<Contents, 'classNames'> {
  const content = unpickle(file);
  const names = content.get('fine_label_names') ?? content.get('label_names');
  if (!Array.isArray(names)) return {};
  try {
    return { classNames: names.map(textOf) };
  } catch (cause) {
    const fix = 'take the files as their publisher has them, or remove this one';
    throw corruptFile(file, (cause as Error).message, 'names of classes', fix, cause);
  }
}

function unpickle(file: string): Map<string, PickleValue> {
  let content: PickleValue;
  try {
    content = parsePickle(readWhole(file));
  } catch (cause) {
    throw corruptFile(
      file,
      (cause as Error).message,
      'a pickle of plain values and NumPy’s arrays',
      'take the files as their publisher has them',
      cause,
    );
  }
  if (content instanceof Map) return content;
  throw corruptFile(
    file,
    'a pickle of something else',
    'a dictionary',
    'take the files as their publisher has them',
  );
}
