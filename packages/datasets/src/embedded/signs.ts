import type { Splits } from '../definition.ts';
import type { Point } from './canvas.ts';
import { drawStrokes, type Glyph } from './strokes.ts';

/**
 * Places of three columns and five rows, by letter: `a b c` on top, `m n o` at the bottom. A word is a stroke from place
 * to place, several words are a sign.
 */
const PLACES = 'abcdefghijklmno';

function glyphOf(words: string): Glyph {
  return words.split(' ').map((word) =>
    [...word].map((letter): Point => {
      const place = PLACES.indexOf(letter);
      return [0.5 * ((place % 3) - 1), 0.425 * (Math.floor(place / 3) - 2)];
    }),
  );
}

const LETTERS = [
  'mbo gi',
  'am abfhg hlnm',
  'cbdjno',
  'am abflnm',
  'camo gh',
  'cam gh',
  'cbdjnoih',
  'am co gi',
  'bn ac mo',
  'clnj',
  'am cgo',
  'amo',
  'mahco',
  'maoc',
  'bdjnlfb',
  'macig',
  'bdjnlfb ho',
  'macig go',
  'cbdhlnm',
  'ac bn',
  'ajnlc',
  'anc',
  'amhoc',
  'ao cm',
  'ahc hn',
  'acmo',
];

/** Stroke letters A to Z: the stand-in for EMNIST's. */
export function drawLetters(): Splits {
  return drawStrokes('letters', LETTERS.map(glyphOf));
}

/** Signs of nobody's script, of as many strokes as cursive ones. */
const SIGNS = [
  'ac bnm fi',
  'di ac egkn',
  'ac bhgkn',
  'adfikm',
  'ac bm fo kn',
  'am df elkjn',
  'ac df bnjl',
  'gbfl ck',
  'am dbgclo',
  'ac bgi hjno',
];

/** Stroke signs: the stand-in for Kuzushiji-MNIST. */
export function drawSigns(): Splits {
  return drawStrokes('signs', SIGNS.map(glyphOf));
}
