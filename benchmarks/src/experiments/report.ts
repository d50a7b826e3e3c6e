import {
  markdownTable,
  terminalTable,
  toCsv,
  type CsvRow,
  type Summary,
  type TableStyle,
} from '@hebbench/report';
import { secondsColumns, secondsText } from '../suites/common/machines.ts';
import { dataFlags } from '../suites/common/provenance.ts';
import { baseId, changeFlags, changeWords } from './changes.ts';
import { groups, metricNames, type ExperimentResults, type Group, type Row } from './results.ts';

/** Metrics beside each other on a terminal. */
const ON_TERMINAL = 3;

/** Columns beside metrics. */
const COUNTS = ['train s', 'seeds'];

const CHOOSING =
  'Test images are for comparing, not for choosing: settings are chosen with --validation, on images that no table is scored on.';

/** Experiments as a table for a terminal, by the cell that they change. */
export function experimentsText(results: ExperimentResults, style: TableStyle): string {
  const names = metricNames(results, ON_TERMINAL);
  const found = groups(results, names);
  const tables = found.map((group) => {
    const rows = group.rows.map((row) => [`  ${row.changed}${row.best ? ' ← best' : ''}`, ...cellsOf(row)]);
    return `${headOf(group)}\n${terminalTable(['', ...names, ...COUNTS], rows, style)}`;
  });
  const title = `Experiments with ${results.suite.name}, never among published results`;
  return [title, ...tables, ...notes(found)].join('\n\n');
}

/** Names of the files of a report on experiments. */
export const EXPERIMENT_FILES: readonly string[] = ['experiments.csv', 'summary.md'];

/** Files of a report on experiments, {@link EXPERIMENT_FILES}. */
export function experimentFiles(results: ExperimentResults): Map<string, string> {
  const contents = [csv(results), markdown(results)];
  return new Map(EXPERIMENT_FILES.map((name, i) => [name, contents[i]!]));
}

function headOf({ base, validation }: Group): string {
  return `${withoutSuite(base)}${validation ? ', on validation images' : ''}`;
}

function notes(found: readonly Group[]): string[] {
  return found.some(({ validation, rows }) => !validation && rows.length > 1) ? [CHOOSING] : [];
}

/** What a table says of a row: its metrics, and {@link COUNTS}. */
function cellsOf(row: Row): string[] {
  const { metrics, result } = row;
  const seconds = secondsText(result.records, []);
  return [...metrics.map((summary) => numberText(summary, row)), seconds, String(result.records.length)];
}

function numberText(summary: Summary | undefined, { result }: Row): string {
  if (result.status === 'failed') return '✗';
  if (!summary) return '–';
  const half = summary.ci95 ? ` ± ${((summary.ci95[1] - summary.ci95[0]) / 2).toFixed(2)}` : '';
  return `${summary.mean.toFixed(2)}${half}`;
}

function withoutSuite(id: string): string {
  return id.split('/').slice(1).join('/');
}

function markdown(results: ExperimentResults): string {
  const names = metricNames(results, Infinity);
  const found = groups(results, names);
  const tables = found.map((group) => {
    const rows = group.rows.map((row) => [`${row.changed}${row.best ? ' (best)' : ''}`, ...cellsOf(row)]);
    return `## ${headOf(group)}\n\n${markdownTable(['changed', ...names, ...COUNTS], rows)}`;
  });
  const commands = results.cells.map((cell) => [
    changeWords({ ...cell.changes }).join(', '),
    `\`${experimentCommand(cell, results)}\``,
  ]);
  return [
    `# Experiments with ${results.suite.name}`,
    'Cells of the suite with something changed in them. They are no part of its report, and are never published. ± half of the 95 % interval over seeds.',
    ...tables,
    ...notes(found),
    '## How to run one again',
    markdownTable(['changed', 'command'], commands),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The command that runs an experiment again. */
export function experimentCommand(
  cell: ExperimentResults['cells'][number],
  results: Pick<ExperimentResults, 'data' | 'records' | 'sets'> & Partial<Pick<ExperimentResults, 'flags'>>,
): string {
  const flags = results.flags?.get(cell.id) ?? '';
  return [
    `pnpm bench --filter ${baseId(cell)}${flags} --scale ${cell.scale} ${dataFlags(results)}`,
    ...changeFlags({ ...cell.changes }),
    `--seed ${cell.seeds.join(',')} --force`,
  ].join(' ');
}

function csv(results: ExperimentResults): string {
  const names = metricNames(results, Infinity);
  const columns = [
    'suite',
    'cell',
    'base',
    'scored_on',
    'changed',
    'rule',
    'dataset',
    'seeds',
    ...names.flatMap((name) => [`${name}_mean`, `${name}_sd`]),
    'train_seconds',
    'machine',
    'status',
  ];
  const rows = groups(results, names).flatMap(({ base, validation, rows: own }) =>
    own.map((row): CsvRow => {
      const { cell, changed, result, metrics } = row;
      return {
        suite: cell.suite,
        cell: cell.id,
        base,
        scored_on: validation ? 'validation' : 'test',
        changed,
        rule: cell.rule,
        dataset: cell.dataset,
        seeds: result.records.length,
        ...Object.fromEntries(
          names.flatMap((name, i) => [
            [`${name}_mean`, metrics[i]?.mean.toFixed(4)],
            [`${name}_sd`, metrics[i]?.sd?.toFixed(4)],
          ]),
        ),
        ...secondsColumns(result.records, 1),
        status: result.status,
      };
    }),
  );
  return toCsv(columns, rows);
}
