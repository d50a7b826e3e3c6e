import { aggregate, metric, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { withInterval } from '../common/format.ts';
import { readingOf, type ReadingBeside } from '../common/rows/index.ts';

/** A network: how its hidden layer was trained, and what it came to. */
export interface RegimeRow {
  /** What it has of equation (6); none where only one reading is run. */
  readonly reading: ReadingBeside | undefined;
  readonly rate: number;
  readonly epochs: number;
  readonly seeds: number;
  readonly accuracy: Summary | undefined;
  readonly sparsity: Summary | undefined;
  readonly robust: Summary | undefined;
}

/** The finished networks, reading by reading, from the untrained one on. */
export function regimeRows({ cells, records }: SuiteResults): RegimeRow[] {
  return aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result) => ({
      reading: readingOf(result.cell),
      rate: Number(result.cell.hyperparameters['hiddenLearningRate']),
      epochs: result.cell.budget.hiddenEpochs,
      seeds: result.records.length,
      accuracy: metric(result, 'accuracy'),
      sparsity: metric(result, 'sparsity'),
      robust: metric(result, 'robust'),
    }));
}

/** The networks as a table. */
export function regimeTable(rows: readonly RegimeRow[]): TextTable {
  return {
    columns: ['hidden training', 'zero %', 'accuracy %', 'PGD 0.1 %'],
    rows: rows.map(({ rate, epochs, sparsity, accuracy, robust }) => [
      epochs === 0 ? 'none' : `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} at η = ${rate}`,
      withInterval(sparsity),
      withInterval(accuracy),
      withInterval(robust),
    ]),
  };
}

/** Networks of one reading of equation (6). */
export interface RegimeGroup {
  readonly reading: ReadingBeside | undefined;
  readonly rows: readonly RegimeRow[];
}

/** {@link regimeRows} by reading. */
export function regimeGroups(rows: readonly RegimeRow[]): RegimeGroup[] {
  return [...new Set(rows.map(({ reading }) => reading))].map((reading) => ({
    reading,
    rows: rows.filter((row) => row.reading === reading),
  }));
}

/** A title with the reading that it is of. */
export function titled(title: string, reading: ReadingBeside | undefined): string {
  return reading ? `${title}, ${reading.title}` : title;
}
