import type { CellResult, Summary } from '@hebbench/report';
import type { TextTable } from '../common/markdown.ts';
import type { Candidate, Question } from './question.ts';

/** A candidate with what came out. */
export interface CandidateResult {
  readonly candidate: Candidate;
  readonly result: CellResult;
  readonly accuracy: Summary | undefined;
  /** What the candidate is used for. */
  readonly uses: readonly string[];
  /** Whether it was trained with settings that have changed since, apart from those of the candidate. */
  readonly outdated: boolean;
}

/** A question as a table. */
export interface QuestionTable extends TextTable {
  readonly question: Question;
  readonly results: readonly CandidateResult[];
}
