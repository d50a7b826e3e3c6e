import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tar from 'tar';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { datasetStatus, loadDataset } from '../../src/index.ts';
import { errorOf } from '../small-sets.ts';
import { tone, wavFile } from './wav-file.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-sounds-'));
const cache = join(root, 'cache');

beforeAll(() => {
  vi.stubEnv('HEBBENCH_CACHE_DIR', cache);
  vi.stubEnv('HEBBENCH_DATA_DIR', undefined);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function writeSound(file: string, hertz: number, rate = 8000): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wavFile(tone(rate, 0.1, hertz), { bits: 16, rate }));
}

/** Two recordings of each digit to train on, and one to test on: tones, each digit's higher than the one before. */
function writeDigits(directory: string): string {
  const folder = join(directory, 'recordings');
  for (let digit = 0; digit < 10; digit++)
    for (const number of [4, 5, 49])
      writeSound(join(folder, `${digit}_ann_${number}.wav`), 300 + 300 * digit);
  return folder;
}

describe('spoken digits', () => {
  test('are found, split by the numbers of their names, and mixed', async () => {
    const directory = join(root, 'digits');
    writeDigits(join(directory, 'fsdd'));
    const set = await loadDataset('fsdd', { data: 'real', directory });
    expect(set).toMatchObject({ kind: 'sound', origin: 'own', inputs: 784, classes: 10 });
    expect([set.train.count, set.test.count]).toEqual([20, 10]);
    const labels = [...set.test.labels];
    expect(labels.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(labels).not.toEqual(labels.toSorted());
    // A higher tone is further up, and the same tone is the same picture.
    const brightest = labels.map((_, n) => {
      const picture = set.test.pixels.subarray(n * 784, (n + 1) * 784);
      return Math.floor(picture.indexOf(255) / 28);
    });
    const byDigit = labels.map((label, n) => [label, brightest[n]!] as const).toSorted((a, b) => a[0] - b[0]);
    const rows = byDigit.map(([, row]) => row);
    expect(rows).toEqual(rows.toSorted((a, b) => b - a));
    expect(rows[0]! - rows[9]!).toBeGreaterThan(10);
    expect((await datasetStatus(directory, true, ['fsdd']))[0]).toMatchObject({ state: 'own' });
  });

  test('are the same from their archive, and from the cache', async () => {
    const directory = join(root, 'packed');
    writeDigits(join(directory, 'free-spoken-digit-dataset-1.0.10'));
    const plain = await loadDataset('fsdd', {
      data: 'real',
      directory: join(directory, 'free-spoken-digit-dataset-1.0.10'),
    });
    const file = join(directory, 'free-spoken-digit-dataset-1.0.10.tar.gz');
    await tar.create({ file, gzip: true, cwd: directory }, ['free-spoken-digit-dataset-1.0.10']);
    const packed = await loadDataset('fsdd', { data: 'real', directory });
    expect(packed.digest).toBe(plain.digest);
    const again = await loadDataset('fsdd', { data: 'real', directory });
    expect(again.digest).toBe(plain.digest);
    // What is kept is not believed if it is damaged.
    for (const name of readdirSync(join(cache, 'pictures'))) truncateSync(join(cache, 'pictures', name), 100);
    expect((await loadDataset('fsdd', { data: 'real', directory })).digest).toBe(plain.digest);
  });

  test.each<readonly [what: string, break_: (folder: string) => void, code: string, says: string]>([
    ['another name', (folder) => writeSound(join(folder, 'seven.wav'), 500), 'DATA_CORRUPT', 'seven.wav'],
    [
      'no recording to test on',
      (folder) => rmSync(join(folder, '7_ann_4.wav')),
      'DATA_MISSING',
      'none of 7 to test on',
    ],
    [
      'a broken sound',
      (folder) => truncateSync(join(folder, '3_ann_5.wav'), 300),
      'DATA_CORRUPT',
      '3_ann_5.wav',
    ],
  ])('with %s are refused', async (what, break_, code, says) => {
    const directory = join(root, `digits with ${what}`);
    break_(writeDigits(directory));
    const error = await errorOf(loadDataset('fsdd', { data: 'real', directory }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
  });

  test('are not looked for among other recordings', async () => {
    const directory = join(root, 'other recordings');
    writeSound(join(directory, 'recordings', 'birdsong.wav'), 4000);
    writeDigits(join(directory, 'fsdd'));
    expect((await loadDataset('fsdd', { data: 'real', directory })).train.count).toBe(20);
  });
});

/** Two sounds in each of ten folds, of recordings of their own; their classes go round. */
function writeCity(directory: string): string {
  const folder = join(directory, 'UrbanSound8K');
  const lines = ['slice_file_name,fsID,start,end,salience,fold,classID,class'];
  for (let fold = 1; fold <= 10; fold++)
    for (const part of [0, 1]) {
      const label = (2 * fold + part) % 10;
      const name = `${100 + fold}-${label}-0-${part}.wav`;
      writeSound(join(folder, 'audio', `fold${fold}`, name), 300 + 20 * fold, 22_050);
      lines.push(`${name},${100 + fold},0.0,4.0,1,${fold},${label},"a, name"`);
    }
  mkdirSync(join(folder, 'metadata'));
  writeFileSync(join(folder, 'metadata', 'UrbanSound8K.csv'), lines.join('\r\n'));
  return folder;
}

describe('UrbanSound8K', () => {
  test('is tested on another fold with each seed, which it is not trained on', async () => {
    const directory = join(root, 'city');
    writeCity(directory);
    const notes: string[] = [];
    const ofSeed = async (seed: number): ReturnType<typeof loadDataset> =>
      loadDataset('urbansound8k', { data: 'real', directory, seed, notify: (note) => notes.push(note) });
    const first = await ofSeed(0);
    expect(first).toMatchObject({ origin: 'own', verified: false, classes: 10, folds: 10 });
    expect(notes.join()).toContain('is not verified');
    const tested = new Set<string>();
    for (let seed = 0; seed < 10; seed++) {
      const { train, test: held, digest } = await ofSeed(seed);
      expect([train.count, held.count, digest]).toEqual([18, 2, first.digest]);
      expect([...held.labels].toSorted()).toEqual(
        [(2 * (seed + 1)) % 10, (2 * (seed + 1) + 1) % 10].toSorted(),
      );
      const pictures = (split: typeof train): string[] =>
        Array.from({ length: split.count }, (_, n) =>
          Buffer.from(split.pixels.subarray(n * 784, (n + 1) * 784)).toString('base64'),
        );
      const own = new Set(pictures(held));
      // Sounds of a fold are alike here, and unlike those of others.
      expect(pictures(train).some((each) => own.has(each))).toBe(false);
      own.forEach((each) => tested.add(each));
    }
    expect(tested.size).toBe(10);
    expect((await ofSeed(10)).test.pixels).toEqual(first.test.pixels);
  });

  const rewrite = (folder: string, change: (text: string) => string): void => {
    const file = join(folder, 'metadata', 'UrbanSound8K.csv');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };

  test.each<readonly [what: string, break_: (folder: string) => void, code: string, says: readonly string[]]>(
    [
      [
        'other columns',
        (folder) => rewrite(folder, (text) => text.replace('classID', 'label')),
        'DATA_CORRUPT',
        ['the columns slice_file_name, fsID, start', 'classID'],
      ],
      [
        'no metadata',
        (folder) => rmSync(join(folder, 'metadata'), { recursive: true }),
        'DATA_MISSING',
        ['metadata/UrbanSound8K.csv'],
      ],
      [
        'a fold that is missing',
        (folder) => rmSync(join(folder, 'audio', 'fold7'), { recursive: true }),
        'DATA_MISSING',
        ['fold7'],
      ],
      [
        'a sound that is missing',
        (folder) => rmSync(join(folder, 'audio', 'fold3', '103-6-0-0.wav')),
        'DATA_MISSING',
        ['audio/fold3/103-6-0-0.wav'],
      ],
      [
        'a sound in the folder of another fold',
        (folder) =>
          renameSync(
            join(folder, 'audio', 'fold3', '103-6-0-0.wav'),
            join(folder, 'audio', 'fold4', '103-6-0-0.wav'),
          ),
        'DATA_CORRUPT',
        ['a sound of fold 3 in fold4', 'never tested on'],
      ],
      [
        'a recording in two folds',
        (folder) => rewrite(folder, (text) => text.replace('104-8-0-0.wav,104', '104-8-0-0.wav,103')),
        'DATA_CORRUPT',
        ['recording 103 in fold 3 and', 'in fold 4'],
      ],
      [
        'a sound that is not listed',
        (folder) => writeSound(join(folder, 'audio', 'fold1', 'more.wav'), 500),
        'DATA_CORRUPT',
        ['does not list'],
      ],
      [
        'a class that it does not have',
        (folder) => rewrite(folder, (text) => text.replace(',1,2,"a', ',1,12,"a')),
        'DATA_CORRUPT',
        ['classID "12" in line 2', '0 to 9'],
      ],
      [
        'a fold that it does not have',
        (folder) => rewrite(folder, (text) => text.replace(',1,2,"a', ',11,2,"a')),
        'DATA_CORRUPT',
        ['fold "11" in line 2'],
      ],
      [
        'a quote without end',
        (folder) => rewrite(folder, (text) => `${text}\r\n"x`),
        'DATA_CORRUPT',
        ['uote'],
      ],
    ],
  )('with %s is refused', async (what, break_, code, says) => {
    const directory = join(root, `city with ${what}`);
    break_(writeCity(directory));
    const error = await errorOf(loadDataset('urbansound8k', { data: 'real', directory }));
    expect(error.code).toBe(code);
    for (const text of says) expect(error.message).toContain(text);
  });

  test('is not downloaded, but its publisher is named', async () => {
    const error = await errorOf(loadDataset('urbansound8k', { data: 'real' }));
    expect(error.code).toBe('DATA_MISSING');
    expect(error.fix).toContain('https://urbansounddataset.weebly.com');
  });
});
