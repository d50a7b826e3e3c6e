import { isControlOf, printedOf } from '../common/rows/index.ts';
import { distanceText } from './format.ts';
import { fitOf, type WeightsResult } from './results.ts';
import type { Distance, StoredReading } from './score.ts';
import { isBeyondChance, notBeyondChance, overSeeds, standingOf, type Standing } from './standing.ts';

/** The paper's claim that the weights of the proposed rule are lognormal, beside the untrained ones of the control. */
export function lognormalVerdict(
  { network, cell, printed, printedBySeed, readings }: WeightsResult,
  all: readonly WeightsResult[],
): string[] {
  if (printedOf(cell).weights !== 'lognormal') return [];
  const claim = `the lognormal is the family closest to the weights of ${network}`;
  if (!fitOf(printed, 'lognormal')) return [`Not tested: ${claim}: ${printed.reason}.`];
  const standings = printedBySeed.map(standingOf);
  const seedsWhere = (standing: Standing): number => standings.filter((each) => each === standing).length;
  const [closest, behind] = [seedsWhere('closest'), seedsWhere('behind')];
  const count = standings.length;
  const clear = readings.filter((reading) => standingOf(reading) === 'closest').length;
  return [
    [
      `${overSeeds(count, closest, behind)}: ${claim}, by AIC: ${foundText(printed)}.`,
      ...ksText(printed),
      `Closest beyond chance in ${clear} of ${readings.length} readings (scale × threshold) of the first seed.`,
      ...controlText(cell, all),
      ...(count === 1
        ? []
        : [
            `Over ${count} seeds: closest beyond chance in ${closest}, behind another beyond chance in ${behind}.`,
          ]),
    ].join(' '),
  ];
}

/** How far the lognormal is ahead of the next family, or behind the closest one, and whether beyond chance. */
function foundText(reading: StoredReading): string {
  const lognormal = fitOf(reading, 'lognormal')!;
  const [best, second] = reading.fits;
  const { behind } = lognormal;
  const by = behind ?? second?.behind;
  const other = behind ? best! : second;
  if (!by || !other) return `no other was fitted (KS distance ${lognormal.ks.toFixed(3)})`;
  const place = behind
    ? `behind ${other.family}`
    : `ahead of the next of ${reading.fits.length}, ${other.family},`;
  const chance = by.ci95 ? (behind ? chanceText(behind) : chanceOfAll(reading)) : '';
  return `${place} by a mean log-likelihood of ${distanceText(by)} a weight${chance} (KS distances ${lognormal.ks.toFixed(3)} and ${other.ks.toFixed(3)})`;
}

function chanceText(by: Distance): string {
  return isBeyondChance(by) ? ', beyond chance' : ', not beyond chance';
}

/** Being closest takes all of the other families. */
function chanceOfAll(reading: StoredReading): string {
  const unclear = notBeyondChance(reading).map(({ family }) => family);
  return unclear.length === 0 ? ', beyond chance' : `, not beyond chance against ${unclear.join(', ')}`;
}

/** The AIC ranks; where the KS distance would rank another family first, the reader is to know. */
function ksText({ fits }: StoredReading): string[] {
  const [best] = fits;
  const nearest = fits.reduce((a, b) => (b.ks < a.ks ? b : a));
  return nearest.ks < best!.ks
    ? [`By KS distance, ${nearest.family} would be closest (${nearest.ks.toFixed(3)}).`]
    : [];
}

/** A claim on learned weights says little where untrained ones fulfil it, too. */
function controlText(of: WeightsResult['cell'], rows: readonly WeightsResult[]): string[] {
  const control = rows.find(({ cell }) => isControlOf(cell, of))?.printed;
  const lognormal = control && fitOf(control, 'lognormal');
  if (!lognormal) return [];
  const is = lognormal.behind ? 'It is not' : 'It is';
  const too = lognormal.behind ? '' : ', too';
  return [`${is} for the untrained weights of the control${too}: ${foundText(control)}.`];
}
