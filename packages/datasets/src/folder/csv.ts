import { join } from 'node:path';
import { corruptFile } from '../formats/corrupt.ts';
import { parseNumberTable, type NumberTable } from '../formats/csv.ts';
import { listed } from '../formats/find-files.ts';
import { squareShape } from '../formats/image-array.ts';
import { readWhole } from '../formats/read-file.ts';
import { incomplete, roleOf, SPLITS, type RawSplit, type Recognise, type SplitName } from './contents.ts';

const FORM = 'CSV files';
const LABEL = /^(label|class|target|y)s?$/;
const WHITE = 255;

/** A CSV file to train on and one to test on: a row an image, its label and its values, as Kaggle has them. */
export const recogniseCsv: Recognise = ({ folder, files }) => {
  const tables = files.filter((name) => /\.csv(\.gz)?$/i.test(name) && roleOf(name));
  if (tables.length === 0) return undefined;
  return {
    form: FORM,
    files: tables.map((name) => join(folder, name)),
    read() {
      const [train, test] = SPLITS.map((split) => join(folder, only(folder, tables, split))) as [
        string,
        string,
      ];
      const trained = parseNumberTable(readWhole(train), train);
      const tested = parseNumberTable(readWhole(test), test);
      if (tested.columns === trained.columns - 1) throw withoutLabels(folder, test, tested, trained);
      return { train: toSplit(trained, train), test: toSplit(tested, test) };
    },
  };
};

function only(folder: string, tables: readonly string[], split: SplitName): string {
  const fitting = tables.filter((name) => roleOf(name)!.split === split);
  if (fitting.length === 1) return fitting[0]!;
  throw incomplete(folder, FORM, {
    got: fitting.length === 0 ? `${listed(tables)}, and none to ${split}` : listed(fitting),
    expected: 'one file with "train" in its name, and one with "test"',
    ...(fitting.length > 1 && { fix: 'leave one of them in the folder' }),
  });
}

function withoutLabels(folder: string, file: string, tested: NumberTable, trained: NumberTable): Error {
  return incomplete(folder, FORM, {
    got: `${file} with ${tested.columns} columns, and ${trained.columns} in the file to train on: it has no labels, as the tests of competitions have none`,
    expected: 'a label in each row to test on, too',
    fix: 'move some rows of the file to train on into the file to test on',
  });
}

function toSplit({ header, columns, rows, values }: NumberTable, file: string): RawSplit {
  if (rows === 0) throw corruptFile(file, 'no row of numbers', 'a row for each image', 'fill the file');
  const labelColumn = Math.max(0, header?.findIndex((name) => LABEL.test(name)) ?? 0);
  const shape = squareShape(columns - 1, file);
  const pixels = new Uint8Array(rows * (columns - 1));
  const labels = new Int32Array(rows);
  let out = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const value = values[at]!;
      if (column === labelColumn) labels[row] = value;
      else if (value <= WHITE) pixels[out++] = value;
      else
        throw corruptFile(
          file,
          `the value ${value} of image ${row}`,
          'values from 0 to 255',
          'correct the file',
        );
    }
  }
  return { images: file, labelled: file, count: rows, shape, pixels, labels };
}
