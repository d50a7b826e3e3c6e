import type { CurvePoint } from '@hebbench/analysis';
import { fixed } from '../common/format.ts';
import { fitOf, type WeightsResult } from './results.ts';

/** What the density of each network looks like, in numbers: for those who do not see the figure. */
export function densityText(rows: readonly WeightsResult[]): string {
  return sentences(rows, ({ curves, printed }) => {
    const peak = curves!.density.reduce((a, b) => (b.y > a.y ? b : a));
    const [best] = printed.fits;
    return [
      `highest (${short(peak.y)}) at ${short(peak.x)}`,
      `median ${aboveText(curves!.ccdf, 0.5)}`,
      `99 % quantile ${aboveText(curves!.ccdf, 0.01)}`,
      `closest family ${best!.family}, KS distance ${best!.ks.toFixed(3)}`,
    ];
  });
}

/** Above what half, a tenth and a hundredth of the weights of each network lie. */
export function tailsText(rows: readonly WeightsResult[]): string {
  return sentences(rows, ({ curves }) =>
    [0.5, 0.1, 0.01].map((share) => `${100 * share} % above ${aboveText(curves!.ccdf, share)}`),
  );
}

/** Quantiles of the weights of each network against those of the lognormal fitted to them. */
export function quantilesText(rows: readonly WeightsResult[]): string {
  return sentences(rows, ({ curves, printed }) => {
    const at = (share: number): string => {
      const { quantiles } = curves!;
      const { x, y } = quantiles[Math.floor(share * quantiles.length)]!;
      return `${short(y)} against ${short(x)} of the fit`;
    };
    const ks = fitOf(printed, 'lognormal')?.ks.toFixed(3) ?? '–';
    return [`median ${at(0.5)}`, `99 % quantile ${at(0.99)}`, `KS distance of the lognormal ${ks}`];
  });
}

/** The fitted families of a network, closest first. */
export function fitsText({ printed }: WeightsResult): string {
  const families = printed.fits.map(({ family, aic }) => `${family} ${fixed(aic, 3)}`);
  return `AIC a weight, lowest first: ${families.join(', ')}.`;
}

function sentences(rows: readonly WeightsResult[], say: (row: WeightsResult) => readonly string[]): string {
  return rows.map((row) => `${row.network}: ${say(row).join(', ')}.`).join(' ');
}

/** Above which value this share of the weights lies, between the points of the curve. */
function aboveText(ccdf: readonly CurvePoint[], share: number): string {
  // None lies above the largest; a point without weights is not drawn.
  const points = [...ccdf, { x: 1, y: 0 }];
  const after = points.findIndex(({ y }) => y <= share);
  const [to, from] = [points[after]!, points[after - 1]];
  if (!from) return short(to.x);
  const part = (from.y - share) / (from.y - to.y);
  return short(from.x * (to.x / from.x) ** part);
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
