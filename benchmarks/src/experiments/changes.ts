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

/** What is changed, in words: `learningRate 0.01`, `500-500 units`. */
export function changeWords({
  set = {},
  preset,
  hidden,
  epochs,
  headEpochs,
  trainImages,
  validation,
}: CellChanges): string[] {
  return [
    ...(preset === undefined ? [] : [`preset ${preset}`]),
    ...Object.entries(set).map(
      ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    ...(hidden === undefined ? [] : [`${hidden.join('-')} units`]),
    ...(epochs === undefined ? [] : [`${epochs} epochs a hidden layer`]),
    ...(headEpochs === undefined ? [] : [`${headEpochs} epochs with labels`]),
    ...(trainImages === undefined ? [] : [`${trainImages} training images`]),
    ...(validation ? ['on validation images'] : []),
  ];
}

/** The flags that ask for the same. */
export function changeFlags({
  set = {},
  preset,
  hidden,
  epochs,
  headEpochs,
  trainImages,
  validation,
}: CellChanges): string[] {
  return [
    ...(preset === undefined ? [] : [`--preset ${preset}`]),
    ...Object.entries(set).map(([key, value]) => `--set ${quoted(`${key}=${settingText(value)}`)}`),
    ...(hidden === undefined ? [] : [`--hidden ${hidden.join(',')}`]),
    ...(epochs === undefined ? [] : [`--epochs ${epochs}`]),
    ...(headEpochs === undefined ? [] : [`--head-epochs ${headEpochs}`]),
    ...(trainImages === undefined ? [] : [`--train-images ${trainImages}`]),
    ...(validation ? ['--validation'] : []),
  ];
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
  const parts = partsOf(changes);
  const name = parts.map(([text]) => text).join('+');
  if (name.length <= LONGEST_NAME && parts.every(([, faithful]) => faithful)) return name;
  const digest = createHash('sha256').update(canonicalJson(changes)).digest('hex').slice(0, DIGEST);
  return `${name.slice(0, LONGEST_NAME - DIGEST - 1)}.${digest}`;
}

/** Parts of a name, each with whether it can be read back. */
function partsOf({
  set = {},
  preset,
  hidden,
  epochs,
  headEpochs,
  trainImages,
  validation,
}: CellChanges): [text: string, faithful: boolean][] {
  const settings = Object.entries(set).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(preset === undefined ? [] : [known(`preset-${preset}`)]),
    ...settings.map(([key, value]): [string, boolean] => {
      const [name, namesKey] = keyName(key);
      const [text, namesValue] = valueName(value);
      return [`${name}-${text}`, namesKey && namesValue];
    }),
    ...(hidden === undefined ? [] : [known(`hidden-${hidden.join('-')}`)]),
    ...(epochs === undefined ? [] : [known(`epochs-${epochs}`)]),
    ...(headEpochs === undefined ? [] : [known(`head-epochs-${headEpochs}`)]),
    ...(trainImages === undefined ? [] : [known(`train-images-${trainImages}`)]),
    ...(validation ? [known('validation')] : []),
  ];
}

function known(text: string): [string, boolean] {
  return [text, true];
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
  return known(String(value));
}

/** What the schema of ids allows. */
function sanitised(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9.+-]/g, '');
}
