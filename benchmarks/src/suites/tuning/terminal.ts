import { terminalTable } from '@hebbench/report';
import type { SuiteResults, TerminalStyle } from '../../suite.ts';
import type { QuestionTable } from './question-table.ts';
import { questionTables } from './report.ts';

/** What the files of the report have beyond these would leave a terminal no room for the names of the candidates. */
const COLUMNS = ['candidate', 'validation %', 'zero %', 'epochs', 'used'];

/** The questions that were asked, each with all of its candidates, for a terminal. */
export function terminalText(results: SuiteResults, style: TerminalStyle): string {
  return questionTables(results)
    .filter((table) => wasAsked(table, style))
    .map((table) => `${table.question.title}\n\n${block(table, style)}`)
    .join('\n\n');
}

function wasAsked({ results }: QuestionTable, { asked }: TerminalStyle): boolean {
  return asked === undefined || results.some(({ result }) => asked.has(result.cell.id));
}

function block({ columns, rows }: QuestionTable, style: TerminalStyle): string {
  const shown = COLUMNS.map((column) => columns.indexOf(column));
  return terminalTable(
    COLUMNS,
    rows.map((row) => shown.map((index) => row[index]!)),
    style,
  );
}
