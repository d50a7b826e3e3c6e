import { aggregate, failureWord, metric, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { machineKinds, secondsText } from '../common/machines.ts';
import { percent, withInterval } from '../common/format.ts';
import { CONTROL_ROW } from '../common/rows/index.ts';
import { hasWholeBudget } from './cells.ts';
import { secondsTable } from './equal-seconds.ts';
import { groupsOf, type Group, type TitledTable } from './groups.ts';

/** What the league measures of a rule, besides time. */
export const METRICS = ['accuracy', 'sparsity', 'dalesLaw', 'robust', 'oneShot'] as const;

/** A rule in a group of the league. */
export interface LeagueRow {
  readonly rule: string;
  readonly result: CellResult;
  readonly of: (name: (typeof METRICS)[number]) => Summary | undefined;
}

/** What a rule is called in the report: its title, if that is known, and its name. */
export function nameInReport(rule: string, { titles }: SuiteResults): string {
  const title = titles?.get(rule);
  return title === undefined ? nameInTerminal(rule) : `${title} · ${rule}`;
}

function nameInTerminal(rule: string): string {
  return rule === CONTROL_ROW.rule ? `${rule} (control)` : rule;
}

/** Rows of a group at equal epochs, the most accurate rule first. */
export function leagueRows(results: SuiteResults, { dataset, nonnegative }: Group): LeagueRow[] {
  return aggregate(results.cells, results.records)
    .filter(
      ({ cell }) => cell.dataset === dataset && cell.nonnegative === nonnegative && hasWholeBudget(cell),
    )
    .map((result): LeagueRow => ({
      rule: result.cell.rule,
      result,
      of: (name) => metric(result, name),
    }))
    .toSorted((a, b) => (b.of('accuracy')?.mean ?? -1) - (a.of('accuracy')?.mean ?? -1));
}

/** The league at equal epochs, a table for each group. */
export function leagueTables(results: SuiteResults): TitledTable[] {
  return groupsOf(results).map((group) =>
    leagueTable(results, group, (rule) => nameInReport(rule, results), withInterval),
  );
}

/** Both leagues for a terminal, in short: names alone, and intervals of the accuracy alone. */
export function terminalTables(results: SuiteResults): TitledTable[] {
  return groupsOf(results).flatMap((group) => {
    const timed = secondsTable(results, group, nameInTerminal, (summary) => percent(summary.mean));
    return [
      leagueTable(results, group, nameInTerminal, (summary) => percent(summary?.mean)),
      ...(timed ? [timed] : []),
    ];
  });
}

function leagueTable(
  results: SuiteResults,
  group: Group,
  nameOf: (rule: string) => string,
  format: (summary: Summary | undefined) => string,
): TitledTable {
  const kinds = machineKinds(results.records);
  return {
    title: group.title,
    columns: [
      '',
      'accuracy %',
      'zero %',
      "Dale's law %",
      ...(group.measuresAll ? ['PGD 0.1 %', 'one shot %'] : []),
      'seconds',
    ],
    rows: leagueRows(results, group).map(({ rule, result, of }) => [
      nameOf(rule),
      result.status === 'failed' ? failureWord(result) : withInterval(of('accuracy')),
      format(of('sparsity')),
      format(of('dalesLaw')),
      ...(group.measuresAll ? [format(of('robust')), format(of('oneShot'))] : []),
      secondsText(result.records, kinds),
    ]),
  };
}
