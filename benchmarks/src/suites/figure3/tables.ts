import { toCsv, type Summary } from '@hebbench/report';
import type { TextTable } from '../common/markdown.ts';
import { decimals, withInterval } from '../common/format.ts';
import { depthText } from './bimodal-claim.ts';
import { printedOf } from '../common/rows/index.ts';
import { distanceText, limitTexts, parametersText } from './format.ts';
import { closestFamily, fitOf, ksOf, type WeightsResult } from './results.ts';
import type { StoredReading } from './score.ts';
import { notBeyondChance } from './standing.ts';

/** Of each network: what the paper says of its weights, and what is found. */
export function weightsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: [
      'network',
      'zero %',
      'paper',
      'connected %',
      "Dale's law %",
      'bimodality',
      'valley',
      'closest family',
      'KS',
      'KS of the lognormal',
    ],
    rows: rows.map((row) => [
      row.network,
      withInterval(row.sparsity),
      paperText(row.cell),
      withInterval(row.connectivity),
      withInterval(row.dalesLaw),
      row.printed.bimodality?.toFixed(2) ?? '–',
      valleyText(row.printed.valley),
      closestFamily(row).text,
      ksText(ksOf(row, closestFamily(row).family)),
      ksText(ksOf(row, 'lognormal')),
    ]),
  };
}

function valleyText(valley: StoredReading['valley']): string {
  if (valley === null) return 'none';
  return valley ? depthText(valley) : '–';
}

function ksText(ks: Summary | undefined): string {
  if (!ks) return '–';
  return ks.ci95 ? `${ks.mean.toFixed(3)} ± ${(ks.ci95[1] - ks.mean).toFixed(3)}` : ks.mean.toFixed(3);
}

/** Every family's fit to the weights of each network, closest first. */
export function fitsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: ['network: family', 'parameters', 'KS', 'AIC a weight', 'behind the closest'],
    rows: rows.flatMap(({ network, printed }) =>
      printed.fits.map((fit) => [
        `${network}: ${fit.family}`,
        parametersText(fit),
        fit.ks.toFixed(3),
        fit.aic.toFixed(3),
        fit.behind ? distanceText(fit.behind) : 'closest',
      ]),
    ),
  };
}

/** Sparsity and the closest family by scale and threshold. */
export function readingsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: [
      'network, scale, threshold',
      'zero %',
      'closest family',
      'ahead of the next',
      'KS',
      'KS of the lognormal',
    ],
    rows: rows.flatMap(({ network, readings }) =>
      readings.map((reading) => [
        `${network}, ${reading.scale}, ${reading.threshold}`,
        (100 * reading.sparsity).toFixed(1),
        reading.fits[0]?.family ?? '–',
        aheadText(reading),
        reading.fits[0]?.ks.toFixed(3) ?? '–',
        fitOf(reading, 'lognormal')?.ks.toFixed(3) ?? '–',
      ]),
    ),
  };
}

/** How far the next family is behind, and which are not behind beyond chance. */
function aheadText(reading: StoredReading): string {
  const next = reading.fits[1];
  if (!next?.behind) return '–';
  const text = `${next.family} ${distanceText(next.behind)}`;
  const unclear = notBeyondChance(reading);
  if (!next.behind.ci95 || unclear.length === 0) return text;
  return `${text}; not beyond chance: ${unclear.map(({ family }) => family).join(', ')}`;
}

/** `figure3.csv`: one row a network, reading and family. */
export function fitsCsv(rows: readonly WeightsResult[]): string {
  return toCsv(
    [
      'network',
      'rule',
      'head',
      'scale',
      'threshold',
      'sparsity',
      'weights',
      'bimodality',
      'family',
      'parameters',
      'ks',
      'aic_per_weight',
      'behind_best',
      'behind_low',
      'behind_high',
      'paper_sparsity',
      'limits',
      'valley',
      'valley_low',
      'valley_high',
    ],
    rows.flatMap(({ network, cell, readings }) =>
      readings.flatMap((reading) =>
        reading.fits.map(({ family, parameters, limits, ks, aic, behind }) => ({
          network,
          rule: cell.rule,
          head: cell.head,
          scale: reading.scale,
          threshold: reading.threshold,
          sparsity: (100 * reading.sparsity).toFixed(2),
          weights: reading.weights,
          bimodality: reading.bimodality?.toFixed(3),
          family,
          parameters: Object.entries(parameters)
            .map(([name, value]) => `${name}=${value.toPrecision(4)}`)
            .join(' '),
          ks: ks.toFixed(4),
          aic_per_weight: decimals(aic, 4),
          behind_best: decimalsOf(behind?.mean) ?? '0',
          behind_low: decimalsOf(behind?.ci95?.[0]),
          behind_high: decimalsOf(behind?.ci95?.[1]),
          paper_sparsity: printedOf(cell).sparsity,
          limits: limits && limitTexts(limits).join(' '),
          valley: reading.valley === null ? '0' : decimalsOf(reading.valley?.depth),
          valley_low: decimalsOf(reading.valley?.ci95?.[0]),
          valley_high: decimalsOf(reading.valley?.ci95?.[1]),
        })),
      ),
    ),
  );
}

function paperText(cell: WeightsResult['cell']): string {
  const { sparsity } = printedOf(cell);
  return sparsity === undefined ? '–' : `≈ ${sparsity}`;
}

function decimalsOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : decimals(value, 4);
}
