import { describe } from 'vitest';
import { written } from './files.ts';
import type { Files } from './put-folder.ts';
import { MISSING, testRefusals, type Row } from './refusals.ts';
import { CSV, NPY, PNG, TABLE, without } from './sets.ts';

const FOLDER: readonly Row[] = [
  {
    name: 'nothing',
    files: {},
    ...MISSING,
    says: ['an empty folder', 'four IDX files', 'put the set there'],
  },
  {
    name: 'a set one folder deeper',
    files: { 'deeper/train.csv': TABLE, 'deeper/test.csv': TABLE },
    ...MISSING,
    says: ['deeper/', 'four IDX files', '/deeper, which holds one'],
  },
  {
    name: 'two sets',
    files: { ...NPY, ...CSV },
    ...MISSING,
    says: ['NPY files and CSV files', 'one form', 'leave one of them'],
  },
];

const csv = (train: string): Files => ({ ...CSV, 'train.csv': train });

const CSV_ROWS: readonly Row[] = [
  {
    name: 'no file to test on',
    files: without(CSV, 'test.csv'),
    ...MISSING,
    says: ['none to test', '"test"', 'add what is missing'],
  },
  {
    name: 'tests without labels',
    files: { ...CSV, 'test.csv': '1,2,3,4\n' },
    ...MISSING,
    says: ['4 columns, and 5', 'a label in each row', 'move some rows'],
  },
  {
    name: 'a row too short',
    files: csv(`${TABLE}1,2,3\n`),
    says: ['a row of 3 fields in line 4', '5 fields', 'correct the line'],
  },
  {
    name: 'a row too long',
    files: csv(`${TABLE}1,2,3,4,5,6\n`),
    says: ['a row of 6 fields in line 4', '5 fields', 'correct the line'],
  },
  {
    name: 'an empty field',
    files: csv(`${TABLE}1,2,,4,5\n`),
    says: ['empty field in line 4, column 3', 'whole number', 'correct'],
  },
  {
    name: 'a fraction',
    files: csv(`${TABLE}1,2,0.5,4,5\n`),
    says: ['"." in line 4, column 3', 'whole numbers', 'correct'],
  },
  {
    name: 'two numbers in a field',
    files: csv(`${TABLE}1,2,3 4,5,6\n`),
    says: ['behind another one in line 4, column 3', '","', 'correct'],
  },
  {
    name: 'a value over white',
    files: csv(`${TABLE}1,2,256,4,5\n`),
    says: ['256 of image 3', '0 to 255', 'correct the file'],
  },
  { name: 'labels alone', files: csv('0\n1\n'), says: ['0 values', 'square', 'NPY of shape'] },
  {
    name: 'a header alone',
    files: csv('label,a,b,c,d\n'),
    says: ['no row', 'a row for each image', 'fill the file'],
  },
  {
    name: 'mixed sizes',
    files: { ...CSV, 'test.csv': '1,1,2,3,4,5,6,7,8,9\n' },
    says: ['3 × 3', '2 × 2', 'one size'],
  },
  {
    name: 'a label that no image to train on has',
    files: { ...CSV, 'test.csv': '2,1,2,3,4\n' },
    says: ['label 2 of image 0', '0 to 1', 'correct the labels'],
  },
];

const PICTURES: readonly Row[] = [
  {
    name: 'no folder to test on',
    files: without(PNG, 'test/cat/2.png', 'test/dog/3.png'),
    ...MISSING,
    says: ['"train" alone', 'a folder "test"', 'add what is missing'],
  },
  {
    name: 'pictures of two sizes',
    files: { ...PNG, 'train/dog/2.png': written('RGB.png') },
    says: ['2 × 5 × 3', '2 × 5 × 1', 'scale all'],
  },
  {
    name: 'other sizes to test on',
    files: { ...PNG, 'test/cat/2.png': written('RGB.png'), 'test/dog/3.png': written('RGB.png') },
    says: ['2 × 5 × 3', '2 × 5 × 1', 'one size'],
  },
  {
    name: 'no picture to train on in a class',
    files: { ...without(PNG, 'train/dog/1.png'), 'train/dog/': '' },
    says: ['class dog', 'every class', 'add images'],
  },
  {
    name: 'no picture to test on at all',
    files: { ...without(PNG, 'test/cat/2.png', 'test/dog/3.png'), 'test/cat/': '', 'test/dog/': '' },
    ...MISSING,
    says: ['no PNG file', 'a folder for each class', 'put the pictures there'],
  },
  {
    name: 'no folder of a class to test on',
    files: without(PNG, 'test/dog/3.png'),
    ...MISSING,
    says: ['"dog" in train/ that test/ does not have', 'cat, dog', 'the same classes'],
  },
  {
    name: 'a class to test on that is not trained on',
    files: { ...PNG, 'test/cow/1.png': written('L.png') },
    ...MISSING,
    says: ['"cow" in test/', 'cat, dog', 'the same classes'],
  },
  {
    name: 'pictures without folders of classes',
    files: { 'train/1.png': written('L.png'), 'test/cat/1.png': written('L.png') },
    ...MISSING,
    says: ['no PNG file', 'a folder for each class', 'put the pictures there'],
  },
  {
    name: 'a JPEG file',
    files: { ...PNG, 'train/cat/2.jpg': 'x' },
    says: ['another format', 'PNG', 'convert it'],
  },
  {
    name: 'a picture cut off',
    files: { ...PNG, 'test/cat/2.png': written('L.png').slice(0, 60) },
    says: ['cut off', 'a PNG file', 'save the picture again'],
  },
];

describe.each([
  { form: 'Folders', rows: FOLDER },
  { form: 'CSV', rows: CSV_ROWS },
  { form: 'Pictures', rows: PICTURES },
])('$form', ({ rows }) => {
  testRefusals(rows);
});
