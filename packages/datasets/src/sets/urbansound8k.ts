import { HebbenchError } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatasetDefinition, Splits } from '../definition.ts';
import { drawCitySounds } from '../embedded/sounds.ts';
import { fileKind } from '../file-kind.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { listed } from '../formats/find-files.ts';
import { readWhole } from '../formats/read-file.ts';
import { kept } from '../sound/kept-pictures.ts';
import type { LogMelSettings } from '../sound/log-mel.ts';
import { soundPictures, soundSplit } from '../sound/sound-split.ts';
import { URBANSOUND8K } from '../traits.ts';
import { readSlices, type Slice } from './urbansound8k-slices.ts';

/** How its pictures are made: 4 s, the longest that its sounds are, as large as MNIST's. */
export const URBANSOUND8K_PICTURES: LogMelSettings = {
  rate: 22_050,
  window: 4096,
  hop: 3115,
  frames: 28,
  bands: 28,
  lowest: 50,
  highest: 11_025,
  ground: 0.5,
  range: 60,
};

const METADATA = 'UrbanSound8K.csv';
const FOLDS = URBANSOUND8K.folds!;
const FOLD_NAMES = Array.from({ length: FOLDS }, (_, i) => `fold${i + 1}`);

/**
 * UrbanSound8K (Salamon, Jacoby and Bello 2014): sounds of a city, in ten folds. Its rule is kept: sounds of one recording
 * lie in one fold, folds are never mixed, and results are those over folds: each seed is tested on another one.
 */
export const urbansound8k: DatasetDefinition = {
  ...URBANSOUND8K,
  classNames: [
    'air conditioner',
    'car horn',
    'children playing',
    'dog bark',
    'drilling',
    'engine idling',
    'gun shot',
    'jackhammer',
    'siren',
    'street music',
  ],
  publisher: 'https://urbansounddataset.weebly.com/urbansound8k.html',
  layout: `metadata/${METADATA} and audio/fold1 to audio/fold${FOLDS}, as its publisher lays it out, in the folder, its UrbanSound8K/ or its urbansound8k/`,
  find(directory) {
    const roots = ['urbansound8k', 'UrbanSound8K', '.'].map((name) => join(directory, name));
    for (const root of roots) {
      const metadata = join(root, 'metadata', METADATA);
      const folds = FOLD_NAMES.map((name) => join(root, 'audio', name));
      const missing = folds.filter((folder) => fileKind(folder) !== 'folder');
      const hasMetadata = fileKind(metadata) === 'file';
      if (!hasMetadata && missing.length === folds.length) continue;
      if (!hasMetadata || missing.length > 0) {
        const names = [
          ...(hasMetadata ? [] : [`metadata/${METADATA}`]),
          ...missing.map((each) => basename(each)),
        ];
        throw incomplete(root, `no ${listed(names)}`);
      }
      return [metadata, ...folds.flatMap(soundsIn)];
    }
    return undefined;
  },
  async read([metadata, ...files]) {
    const slices = readSlices(metadata!);
    const sounds = files.map((file) => ({ file, ...sliceOf(file, slices, metadata!) }));
    checkAllThere(sounds, slices, dirname(dirname(metadata!)));
    const pixels = await kept([metadata!, ...files], URBANSOUND8K_PICTURES, async () =>
      soundPictures(sounds, URBANSOUND8K_PICTURES, readWhole),
    );
    const foldOf = (n: number): number => sounds[n]!.fold;
    const ofSeed = (seed: number): Splits => {
      const tested = 1 + (seed % FOLDS);
      return {
        train: soundSplit(sounds, pixels, (_, n) => foldOf(n) !== tested),
        test: soundSplit(sounds, pixels, (_, n) => foldOf(n) === tested),
      };
    };
    return { ...ofSeed(0), ofSeed };
  },
  draw: drawCitySounds,
};

function soundsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[^.].*\.wav$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** What the metadata say of a file; they must put it into the fold whose folder it lies in. */
function sliceOf(file: string, slices: ReadonlyMap<string, Slice>, metadata: string): Slice {
  const slice = slices.get(basename(file));
  const folder = basename(dirname(file));
  if (slice && folder === `fold${slice.fold}`) return slice;
  throw corruptFile(
    file,
    slice ? `a sound of fold ${slice.fold} in ${folder}` : `a sound that ${metadata} does not list`,
    'sounds that lie in their folds: what is trained on is never tested on',
    slice
      ? `move it to fold${slice.fold}, or remove it if it is there`
      : 'remove it, or copy the metadata again',
  );
}

function checkAllThere(
  sounds: readonly { readonly file: string; readonly fold: number }[],
  slices: ReadonlyMap<string, Slice>,
  root: string,
): void {
  const present = new Set(sounds.map(({ file }) => basename(file)));
  const missing = [...slices].filter(([name]) => !present.has(name));
  if (missing.length > 0)
    throw incomplete(root, `no ${listed(missing.map(([name, { fold }]) => `audio/fold${fold}/${name}`))}`);
  const empty = FOLD_NAMES.filter((_, i) => !sounds.some(({ fold }) => fold === i + 1));
  if (empty.length > 0) throw incomplete(root, `no sound in ${listed(empty)}`);
}

function incomplete(root: string, got: string): HebbenchError {
  return new HebbenchError('DATA_MISSING', `${URBANSOUND8K.title} is incomplete in ${root}.`, {
    got,
    expected: `metadata/${METADATA}, and all sounds that it lists in their folds`,
    fix: 'copy what is missing from the publisher’s archive',
  });
}
