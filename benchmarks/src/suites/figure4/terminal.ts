import { terminalTable } from '@hebbench/report';
import type { SuiteResults, TerminalStyle } from '../../suite.ts';
import { percent } from '../common/format.ts';
import { attackResults, shotsResults } from './results.ts';

/** Few-shot accuracies and accuracies under PGD, for a terminal. */
export function terminalText(results: SuiteResults, style: TerminalStyle): string {
  const parts = (['few-shot-all', 'few-shot-few'] as const).map((protocol) => {
    const rows = shotsResults(results, protocol);
    const counts = [...new Set(rows.map(({ shots }) => shots))];
    return block(
      protocol === 'few-shot-all'
        ? 'Few-shot, hidden layer on all images without labels: accuracy in percent by labelled images a class'
        : 'Few-shot, the few images alone: accuracy in percent by labelled images a class',
      counts.map(String),
      rows,
      (row, i) => (row.shots === counts[i] ? percent(row.accuracy.mean) : undefined),
      style,
    );
  });
  const attacks = attackResults(results);
  const epsilons = [...new Set(attacks.map(({ epsilon }) => epsilon))];
  parts.push(
    block(
      'PGD: accuracy in percent by ε; × is not to be relied on',
      epsilons.map(String),
      attacks,
      (row, i) =>
        row.epsilon === epsilons[i] ? `${percent(row.pgd.mean)}${row.trustworthy ? '' : ' ×'}` : undefined,
      style,
    ),
  );
  return parts.filter(Boolean).join('\n\n');
}

function block<R extends { readonly network: string }>(
  title: string,
  columns: readonly string[],
  rows: readonly R[],
  textOf: (row: R, column: number) => string | undefined,
  style: TerminalStyle,
): string {
  if (rows.length === 0) return '';
  const networks = [...new Set(rows.map(({ network }) => network))];
  const lines = networks.map((network) => [
    network,
    ...columns.map((_, column) => {
      const own = rows.filter((row) => row.network === network);
      return own.map((row) => textOf(row, column)).find((text) => text !== undefined) ?? '–';
    }),
  ]);
  return `${title}\n\n${terminalTable(['', ...columns], lines, style)}`;
}
