import type { Cell, CellChanges } from '@hebbench/core';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../run/identity.ts';
import { isPlainText } from './settings.ts';

/** The cell of a suite with what an experiment changes: a cell of its own, whose id says what that is. */
export function changedCell(cell: Cell, changes: CellChanges): Cell {
  const { set, preset, hidden, epochs, headEpochs, trainImages, validation } = changes;
  const { layers: _layers, ...withoutLayers } = cell;
  return {
    // Units alone are those of dense layers.
    ...(hidden === undefined ? cell : withoutLayers),
    id: `${cell.id}/${nameOf(changes)}`,
    hyperparameters: { ...cell.hyperparameters, ...set },
    ...(preset !== undefined && { preset }),
    ...(hidden !== undefined && { hidden }),
    budget: {
      hiddenEpochs: epochs ?? cell.budget.hiddenEpochs,
      headEpochs: headEpochs ?? cell.budget.headEpochs,
    },
    ...(trainImages !== undefined && { trainImages }),
    ...(validation && { tuning: true }),
    changes,
  };
}

/** Id of the suite's cell that an experiment changes. */
export function baseId({ id }: Pick<Cell, 'id'>): string {
  return id.split('/').slice(0, -1).join('/');
}

/** One thing that is changed, as people, a command and an id say it. */
interface Change {
  readonly words: string;
  readonly flag: string;
  readonly name: string;
  /** Whether the name can be read back: else a digest tells it from others. @defaultValue true */
  readonly faithful?: boolean;
}

/** All that is changed, in the order in which it is said. */
function changesOf(changes: CellChanges): Change[] {
  const { set = {}, preset, hidden, epochs, headEpochs, trainImages, validation } = changes;
  const units = hidden?.join('-');
  return [
    ...(preset ? [{ words: `preset ${preset}`, flag: `--preset ${preset}`, name: `preset-${preset}` }] : []),
    ...Object.entries(set).map(([key, value]) => settingChange(key, value)),
    ...(hidden
      ? [{ words: `${units} units`, flag: `--hidden ${hidden.join(',')}`, name: `hidden-${units}` }]
      : []),
    ...numberChange('epochs', epochs, 'epoch', 'a hidden layer'),
    ...numberChange('head-epochs', headEpochs, 'epoch', 'with labels'),
    ...numberChange('train-images', trainImages, 'training image'),
    ...(validation ? [{ words: 'on validation images', flag: '--validation', name: 'validation' }] : []),
  ];
}

function settingChange(key: string, value: unknown): Change {
  const [[name, namesKey], [text, namesValue]] = [keyName(key), valueName(value)];
  return {
    words: `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    flag: `--set ${quoted(`${key}=${settingText(value)}`)}`,
    name: `${name}-${text}`,
    faithful: namesKey && namesValue,
  };
}

function numberChange(name: string, value: number | undefined, one: string, more = ''): Change[] {
  if (value === undefined) return [];
  const words = `${value} ${one}${value === 1 ? '' : 's'} ${more}`.trim();
  return [{ words, flag: `--${name} ${value}`, name: `${name}-${value}` }];
}

/** What is changed, in words: `learningRate 0.01`, `500-500 units`. */
export function changeWords(changes: CellChanges): string[] {
  return changesOf(changes).map(({ words }) => words);
}

/** The flags that ask for the same. */
export function changeFlags(changes: CellChanges): string[] {
  return changesOf(changes).map(({ flag }) => flag);
}

/** A value as `--set` reads it: a text that JSON would take for something else is quoted. */
function settingText(value: unknown): string {
  return typeof value === 'string' && isPlainText(value) ? value : JSON.stringify(value);
}

function quoted(word: string): string {
  return /^[\w.,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A name in a cell's id is no longer than this: the id is the name of a file. */
const LONGEST_NAME = 100;
const DIGEST = 8;

/** What is changed as a part of an id: `learning-rate-0.01+hidden-500-500`. Other changes have another name. */
function nameOf(changes: CellChanges): string {
  // Settings in one order, however they were given.
  const set = Object.fromEntries(Object.entries(changes.set ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const parts = changesOf({ ...changes, set });
  const name = parts.map((part) => part.name).join('+');
  if (name.length <= LONGEST_NAME && parts.every(({ faithful = true }) => faithful)) return name;
  const digest = createHash('sha256').update(canonicalJson(changes)).digest('hex').slice(0, DIGEST);
  return `${name.slice(0, LONGEST_NAME - DIGEST - 1)}.${digest}`;
}

/** Words that settings beside hyperparameters begin with. */
const RESERVED = /^(?:preset|hidden|epochs|head-epochs|train-images|validation)$/;

function keyName(key: string): [string, boolean] {
  const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [sanitised(name), /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)*$/.test(key) && !RESERVED.test(name)];
}

function valueName(value: unknown): [string, boolean] {
  if (typeof value === 'string') {
    return [sanitised(value), /^[a-z][a-z0-9-]*$/.test(value) && isPlainText(value)];
  }
  if (typeof value === 'object' && value !== null) return ['json', false];
  return [String(value), true];
}

/** What the schema of ids allows. */
function sanitised(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9.+-]/g, '');
}
