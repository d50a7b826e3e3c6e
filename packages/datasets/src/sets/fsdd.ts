import { HebbenchError } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DatasetDefinition, Splits } from '../definition.ts';
import { drawSpokenDigits } from '../embedded/sounds.ts';
import { fileKind } from '../file-kind.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { listed } from '../formats/find-files.ts';
import { readWhole } from '../formats/read-file.ts';
import { readTarGz } from '../formats/tar-gz.ts';
import { kept } from '../sound/kept-pictures.ts';
import type { LogMelSettings } from '../sound/log-mel.ts';
import { soundPictures, soundSplit, type LabelledSound } from '../sound/sound-split.ts';
import { FSDD } from '../traits.ts';

/** How its pictures are made: 0.8 s, which 97 % of the recordings are shorter than, as large as MNIST's. */
export const FSDD_PICTURES: LogMelSettings = {
  rate: 8000,
  window: 512,
  hop: 218,
  frames: 28,
  bands: 28,
  lowest: 50,
  highest: 4000,
  ground: 0.5,
  range: 60,
};

const ARCHIVE = 'free-spoken-digit-dataset-1.0.10.tar.gz';
const RECORDINGS = 'recordings';
const FOLDERS = ['fsdd', 'free-spoken-digit-dataset', 'free-spoken-digit-dataset-master', '.'];
/** Digit, speaker, number of the recording. */
const NAME = /^(\d)_([^_]+)_(\d+)\.wav$/;
/** Recordings that are tested on, of each digit and speaker: 0 to 4, as the publisher says. */
const TESTED = 5;

/** Free Spoken Digit Dataset (Jackson et al.): digits spoken in English, cut to their length. */
export const fsdd: DatasetDefinition = {
  ...FSDD,
  classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
  digest: '02d35ae54ba5b48e7daf47ab4e604e1d35ee06aefce45ebf835899a493ca25aa',
  download: [
    {
      name: ARCHIVE,
      urls: [
        'https://github.com/Jakobovski/free-spoken-digit-dataset/archive/v1.0.10.tar.gz',
        'https://codeload.github.com/Jakobovski/free-spoken-digit-dataset/tar.gz/refs/tags/v1.0.10',
      ],
      md5: '238e40e7c43b1337f11935286d9d8e34',
      bytes: 15_602_882,
    },
  ],
  layout: `${RECORDINGS}/DIGIT_SPEAKER_NUMBER.wav, of which numbers 0 to 4 are tested on, in the folder or its fsdd/; or ${ARCHIVE}`,
  otherForms: [{ pattern: /^free-spoken-digit-dataset.*\.zip$/i, title: 'packed' }],
  find(directory) {
    for (const folder of FOLDERS.map((name) => join(directory, name))) {
      const names = recordingsIn(join(folder, RECORDINGS));
      if (names.length > 0) return names.map((name) => join(folder, RECORDINGS, name));
      if (fileKind(join(folder, ARCHIVE)) === 'file') return [join(folder, ARCHIVE)];
    }
    return undefined;
  },
  async read(files) {
    const archive = files.length === 1 && basename(files[0]!) === ARCHIVE ? files[0]! : undefined;
    const packed = archive === undefined ? undefined : await unpacked(archive);
    const sounds = (packed ? [...packed.keys()] : [...files]).toSorted().map(toSound);
    checkComplete(sounds);
    const pixels = await kept(files, FSDD_PICTURES, async () =>
      soundPictures(sounds, FSDD_PICTURES, (file) => packed?.get(file) ?? readWhole(file)),
    );
    return toSplits(sounds, pixels);
  },
  draw: drawSpokenDigits,
};

/** Names of the sounds in a folder; none if it has no recording of a digit, and so belongs to something else. */
function recordingsIn(folder: string): string[] {
  if (fileKind(folder) !== 'folder') return [];
  const names = readdirSync(folder)
    .filter((name) => /^[^.].*\.wav$/i.test(name))
    .toSorted();
  return names.some((name) => NAME.test(name)) ? names : [];
}

async function unpacked(archive: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = await readTarGz(archive, (name) => name.endsWith('.wav'));
  if (contents.size === 0) throw corruptFile(archive, 'an archive without sounds', `${RECORDINGS}/*.wav`);
  return contents;
}

interface Recording extends LabelledSound {
  readonly number: number;
}

function toSound(file: string): Recording {
  const found = NAME.exec(basename(file));
  if (!found)
    throw corruptFile(
      file,
      `the name ${basename(file)}`,
      'DIGIT_SPEAKER_NUMBER.wav, for instance 7_jackson_32.wav',
      'rename it, or move it elsewhere',
    );
  return { file, label: Number(found[1]), number: Number(found[3]) };
}

/** Each digit is trained and tested on. */
function checkComplete(sounds: readonly Recording[]): void {
  const missing = Array.from({ length: 10 }, (_, digit) => digit).flatMap((digit) =>
    [true, false].flatMap((tested) =>
      sounds.some(({ label, number }) => label === digit && number < TESTED === tested)
        ? []
        : [`${digit} to ${tested ? 'test' : 'train'} on`],
    ),
  );
  if (missing.length === 0) return;
  throw new HebbenchError('DATA_MISSING', `${FSDD.title} is incomplete.`, {
    got: `${sounds.length} recordings, and none of ${listed(missing)}`,
    expected: `recordings of each digit with numbers below ${TESTED}, which are tested on, and from ${TESTED} on`,
    fix: 'add the missing recordings, or remove the folder to have the set downloaded',
  });
}

function toSplits(sounds: readonly Recording[], pixels: Uint8Array): Splits {
  return {
    train: soundSplit(sounds, pixels, (_, n) => sounds[n]!.number >= TESTED),
    test: soundSplit(sounds, pixels, (_, n) => sounds[n]!.number < TESTED),
  };
}
