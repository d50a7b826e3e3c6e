import type { RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import type { CurvePoint } from '../../run/curve.ts';
import { percent } from '../common/format.ts';
import type { EntryResult } from './results.ts';

/** Share of the largest class among the test images, in percent, where classes are not of one size. */
const LARGEST_CLASS: Readonly<Record<string, number>> = { 'mnist real': 11.35 };

/** Accuracies are quotients of whole numbers of images. */
const ROUNDING = 1e-6;

/** A cell with networks at chance. */
export interface ChanceResult {
  readonly entry: EntryResult;
  /** How many of its runs. */
  readonly runs: number;
  /** Of the first of them, in percent. */
  readonly accuracy: number;
  /** What its records tell of why. */
  readonly reasons: readonly string[];
}

/**
 * Whether a network scores exactly what one answer for all images does: the share of a class, where all are of one size,
 * or of the largest.
 */
export function isAtChance({ cell, metrics, provenance }: RunRecord): boolean {
  const { accuracy } = metrics;
  // Among some of the images, classes have other sizes.
  if (accuracy === undefined || cell.testImages !== undefined || cell.tuning) return false;
  const largest = LARGEST_CLASS[`${cell.dataset} ${provenance.data.origin}`];
  const classes = provenance.data.set?.classes ?? findDefinition(cell.dataset).classNames.length;
  const share = largest ?? 100 / classes;
  return Math.abs(accuracy - share) < ROUNDING;
}

/** The cells with networks at chance. */
export function atChance(entries: readonly EntryResult[]): ChanceResult[] {
  return entries.flatMap((entry) => {
    const records = entry.result.records.filter(isAtChance);
    const [first] = records;
    if (!first) return [];
    const reasons = REASONS.flatMap((reason) => reason(records) ?? []);
    return [{ entry, runs: records.length, accuracy: first.metrics['accuracy']!, reasons }];
  });
}

/** `11.35, 5 of 5 seeds, all hidden weights are zero` */
export function chanceText({ entry, runs, accuracy, reasons }: ChanceResult): string {
  const seeds = `${runs} of ${entry.result.records.length} seed${entry.result.records.length === 1 ? '' : 's'}`;
  return [percent(accuracy), seeds, ...reasons].join(', ');
}

type Reason = (records: readonly RunRecord[]) => string | undefined;

/** What a record may hold that keeps a network at chance. */
const REASONS: readonly Reason[] = [
  (records) =>
    records.every(({ metrics }) => metrics['zeroShare'] === 100) ? 'all hidden weights are zero' : undefined,
  (records) => {
    const shares = records.flatMap(({ metrics }) =>
      Object.entries(metrics).flatMap(([name, value]) => (name.endsWith(DEAD) && value > 0 ? [value] : [])),
    );
    return shares.length === 0
      ? undefined
      : `up to ${(100 * Math.max(...shares)).toFixed(0)} % of a hidden layer’s units are dead`;
  },
  (records) => {
    const points = records.flatMap(({ details }) => (details['curve'] ?? []) as readonly CurvePoint[]);
    const accuracies = points.map(({ accuracy }) => accuracy);
    const range = [Math.min(...accuracies), Math.max(...accuracies)].map(percent);
    return points.length > 0 ? `its learning curve within ${range.join(' … ')} throughout` : undefined;
  },
];

/** What rules call the share of units of a layer that answer to no image, 0 … 1. */
const DEAD = '.deadShare';
