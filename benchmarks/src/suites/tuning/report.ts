import { aggregate, failureWord, type CellResult, htmlPage, metric, toCsv } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { machineKinds, machinesNote, secondsColumns, secondsText } from '../common/machines.ts';
import type { TextTable } from '../common/markdown.ts';
import { provenanceSections } from '../common/provenance.ts';
import { withInterval } from '../common/format.ts';
import { networkText } from './base-cell.ts';
import { candidateCell, candidatesAt, questionsAt } from './cells.ts';
import { pages } from './pages.ts';
import { readingTables } from './readings/report.ts';
import type { CandidateResult, QuestionTable } from './question-table.ts';
import type { Candidate, Question } from './question.ts';

/** One table a question, the most accurate candidate first. Questions without a record are left out. */
export function questionTables({ scale, cells, records, outdated = [] }: SuiteResults): QuestionTable[] {
  const changed = new Set(outdated.map(({ cell }) => cell.id));
  const kinds = machineKinds(records);
  const byId = new Map(aggregate(cells, records).map((result) => [result.cell.id, result]));
  return questionsAt(scale).flatMap((question) => {
    const results = candidatesAt(scale, question)
      .flatMap((candidate): CandidateResult[] => {
        const result = byId.get(candidateCell(scale, question, candidate).id);
        return result && result.status !== 'not-run'
          ? [candidateResult(question, candidate, result, changed.has(result.cell.id))]
          : [];
      })
      .toSorted((a, b) => (b.accuracy?.mean ?? -1) - (a.accuracy?.mean ?? -1));
    return results.length === 0 ? [] : [{ question, results, ...asTable(results, kinds) }];
  });
}

function candidateResult(
  question: Question,
  candidate: Candidate,
  result: CellResult,
  outdated: boolean,
): CandidateResult {
  return {
    candidate,
    result,
    accuracy: metric(result, 'accuracy'),
    uses: Object.entries(question.taken).flatMap(([use, name]) => (name === candidate.name ? [use] : [])),
    outdated,
  };
}

function asTable(results: readonly CandidateResult[], kinds: readonly string[]): TextTable {
  return {
    columns: ['candidate', 'validation %', 'training %', 'zero %', 'epochs', 'seconds', 'used'],
    rows: results.map(({ candidate, result, accuracy, uses, outdated }) => {
      const { hiddenEpochs, headEpochs } = result.cell.budget;
      return [
        `${candidate.name}${outdated ? ' †' : ''}`,
        result.status === 'failed' ? failureWord(result) : withInterval(accuracy),
        withInterval(metric(result, 'trainAccuracy')),
        withInterval(metric(result, 'sparsity')),
        `${Number(hiddenEpochs.toFixed(2))} + ${Number(headEpochs.toFixed(2))}`,
        secondsText(result.records, kinds),
        uses.join(', '),
      ];
    }),
  };
}

const PROTOCOL: readonly string[] = [
  'Every network trains on five sixths of the training images of its scale and is scored on the validation images, the last sixth of the training set. No test image is used.',
  'A candidate changes what its name says of the network named below, of Table 1 or of the suite conv; all else stays. Epochs: of each hidden layer + of the output layer.',
  'Used: the preset or suite that takes the candidate. Candidates that have not been run are left out; a question is settled when all have been, and then the most accurate one is used unless a reason is given.',
  '† trained before another setting of the preset changed, such as the rate of the output layer: to be compared with other † alone.',
  'Intervals are 95 % t-intervals over seeds; without one there is one seed, and small differences may be its own.',
];

function notes({ question }: QuestionTable): string[] {
  return [
    question.reason,
    networkText(question),
    ...(question.because === undefined ? [] : [question.because]),
  ];
}

/** `tuning.csv`, the {@link pages} and `report.html`. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const tables = questionTables(results);
  const readings = readingTables(tables);
  const questions = tables.map((table) => ({
    ...table,
    name: table.question.name,
    title: table.question.title,
    notes: notes(table),
  }));
  const machines = machinesNote(results.records);
  const title = `Open points and settings, scale ${results.scale}, ${results.data} data`;
  return new Map([
    ['tuning.csv', csv(tables)],
    ...pages({ title, questions, readings, machines, protocol: PROTOCOL }, results),
    [
      'report.html',
      htmlPage(title, [
        ...(machines === undefined
          ? []
          : [{ heading: 'Before you read the seconds', parts: [{ kind: 'text' as const, text: machines }] }]),
        ...[...questions, ...readings].map(({ title: heading, notes: items, columns, rows }) => ({
          heading,
          parts: [
            { kind: 'list' as const, items },
            { kind: 'table' as const, caption: heading, columns, rows },
          ],
        })),
        ...provenanceSections(PROTOCOL, results),
      ]),
    ],
  ]);
}

function csv(tables: readonly QuestionTable[]): string {
  return toCsv(
    [
      'question',
      'candidate',
      'rule',
      'column',
      'seeds',
      'status',
      'validation_accuracy_mean',
      'validation_accuracy_sd',
      'train_accuracy_mean',
      'sparsity',
      'epochs_hidden',
      'epochs_head',
      'train_seconds',
      'used',
      'outdated',
      'machine',
    ],
    tables.flatMap(({ question, results }) =>
      results.map(({ candidate, result, accuracy, uses, outdated }) => ({
        question: question.name,
        candidate: candidate.name,
        rule: question.rule,
        column: question.column,
        seeds: result.records.length,
        status: result.status,
        validation_accuracy_mean: accuracy?.mean.toFixed(2),
        validation_accuracy_sd: accuracy?.sd?.toFixed(2),
        train_accuracy_mean: metric(result, 'trainAccuracy')?.mean.toFixed(2),
        sparsity: metric(result, 'sparsity')?.mean.toFixed(2),
        epochs_hidden: result.cell.budget.hiddenEpochs,
        epochs_head: result.cell.budget.headEpochs,
        used: uses.join(' '),
        outdated: String(outdated),
        ...secondsColumns(result.records, 1),
      })),
    ),
  );
}
