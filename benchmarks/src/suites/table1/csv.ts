import { metric, toCsv, type CsvRow } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { secondsColumns } from '../common/machines.ts';
import { atChance, chanceText } from './chance.ts';
import { isQuoted } from '../common/format.ts';
import { entryResults, type EntryResult } from './results.ts';

/**
 * Columns of `table1.csv`. Accuracies in percent, times in seconds on the kind of machine that is named, missing values
 * empty.
 */
const CSV_COLUMNS = [
  'suite',
  'cell',
  'dataset',
  'data',
  'constraint',
  'hidden_layers',
  'rule',
  'head',
  'scale',
  'seeds',
  'accuracy_mean',
  'accuracy_sd',
  'accuracy_ci95_low',
  'accuracy_ci95_high',
  'train_accuracy_mean',
  'paper_accuracy',
  'difference',
  'sparsity',
  'min_weight',
  'epochs_hidden',
  'epochs_head',
  'train_seconds',
  'engine',
  'status',
  'note',
  'machine',
] as const;

/** `table1.csv`: one row for each entry of the table. */
export function tableCsv(results: SuiteResults): string {
  return toCsv(
    CSV_COLUMNS,
    entryResults(results).map((entry) => toRow(entry, results)),
  );
}

function toRow(entry: EntryResult, { data, scale }: SuiteResults): CsvRow {
  const { cell, column, result, accuracy, paper, repeats } = entry;
  const engines = new Set(result.records.map(({ provenance }) => provenance.engine.name));
  return {
    suite: cell.suite,
    cell: repeats ? `${cell.id}@${column.key}` : cell.id,
    dataset: cell.dataset,
    data,
    constraint: cell.nonnegative ? 'nonnegative' : 'none',
    hidden_layers: cell.hidden.length,
    rule: cell.rule,
    head: cell.head,
    scale,
    seeds: result.records.length,
    accuracy_mean: fixed(accuracy?.mean, 3),
    accuracy_sd: fixed(accuracy?.sd, 3),
    accuracy_ci95_low: fixed(accuracy?.ci95?.[0], 3),
    accuracy_ci95_high: fixed(accuracy?.ci95?.[1], 3),
    train_accuracy_mean: fixed(metric(result, 'trainAccuracy')?.mean, 3),
    paper_accuracy: paper ?? undefined,
    difference: typeof paper === 'number' && accuracy ? fixed(accuracy.mean - paper, 3) : undefined,
    sparsity: fixed(metric(result, 'sparsity')?.mean, 2),
    min_weight: fixed(metric(result, 'minWeight')?.mean, 6),
    epochs_hidden: cell.budget.hiddenEpochs,
    epochs_head: cell.budget.headEpochs,
    engine: [...engines].join('+'),
    status: repeats ? `same-as:${cell.id}` : result.status === 'partial' ? 'not-run' : result.status,
    note: noteOf(entry),
    ...secondsColumns(result.records, 1),
  };
}

function noteOf(entry: EntryResult): string {
  const { row, column, paper, result, cell } = entry;
  const notes: string[] = [];
  if (paper === null) notes.push('N/A in the paper');
  if (isQuoted(row, column)) notes.push('the paper quotes Krotov & Hopfield and did not replicate it');
  if (result.status === 'partial')
    notes.push(`${result.records.length} of ${cell.seeds.length} seeds so far`);
  notes.push(...atChance([entry]).map((each) => `at chance: ${chanceText(each)}`));
  const [failure] = result.failures;
  if (failure) notes.push(`seed ${failure.seed}: ${failure.error?.message.split('\n')[0]}`);
  return notes.join('; ');
}

function fixed(value: number | undefined, digits: number): string | undefined {
  return value?.toFixed(digits);
}
