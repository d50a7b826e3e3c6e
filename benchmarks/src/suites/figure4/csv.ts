import { toCsv, type Summary } from '@hebbench/report';
import { paperShots } from './paper-range.ts';
import type { AttackResult, ShotsResult } from './results.ts';

/** `few-shot.csv`: one row a network and number of shots. Accuracies in percent. */
export function fewShotCsv(rows: readonly ShotsResult[]): string {
  return toCsv(
    [
      'protocol',
      'network',
      'rule',
      'head',
      'shots',
      'draws',
      'seeds',
      ...summaryColumns('accuracy'),
      'paper_low',
      'paper_high',
    ],
    rows.map((row) => ({
      protocol: row.experiment,
      network: row.network,
      rule: row.cell?.rule,
      head: row.cell?.head,
      shots: row.shots,
      draws: row.accuracy.count,
      seeds: row.seeds,
      ...summaryValues('accuracy', row.accuracy),
      paper_low: paperShots(row)?.[0],
      paper_high: paperShots(row)?.[1],
    })),
  );
}

/** `attacks.csv`: one row a network and radius. Accuracies in percent. */
export function attacksCsv(rows: readonly AttackResult[]): string {
  return toCsv(
    [
      'network',
      'rule',
      'head',
      'epsilon',
      'seeds',
      ...summaryColumns('fgsm'),
      ...summaryColumns('pgd'),
      'pgd_once_mean',
      'square_mean',
      'transfer_mean',
      'zero_gradient_share',
      'trustworthy',
      'reason',
    ],
    rows.map((row) => ({
      network: row.network,
      rule: row.cell.rule,
      head: row.cell.head,
      epsilon: row.epsilon,
      seeds: row.seeds,
      ...summaryValues('fgsm', row.fgsm),
      ...summaryValues('pgd', row.pgd),
      pgd_once_mean: row.pgdOnce.mean.toFixed(2),
      square_mean: row.square?.mean.toFixed(2),
      transfer_mean: row.transfer?.mean.toFixed(2),
      zero_gradient_share: row.zeroGradientShare.toFixed(4),
      trustworthy: String(row.trustworthy),
      reason: row.reason,
    })),
  );
}

/** Columns of a mean with its spread. */
export function summaryColumns(name: string): string[] {
  return ['mean', 'sd', 'ci95_low', 'ci95_high'].map((part) => `${name}_${part}`);
}

/** Values of {@link summaryColumns}. */
export function summaryValues(name: string, { mean, sd, ci95 }: Summary): Record<string, string | undefined> {
  return {
    [`${name}_mean`]: mean.toFixed(2),
    [`${name}_sd`]: sd?.toFixed(2),
    [`${name}_ci95_low`]: ci95?.[0].toFixed(2),
    [`${name}_ci95_high`]: ci95?.[1].toFixed(2),
  };
}
