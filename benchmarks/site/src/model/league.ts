import {
  changeWords,
  CONTROL_ROW,
  hasWholeBudget,
  secondsByKind,
  setOfResults,
  SIGNIFICANT,
} from '@hebbench/benchmarks/published';
import { holm, metric, pairedTest, summarise, type Summary } from '@hebbench/report';
import type { SiteCell, SiteModel, SiteReport, SiteRule } from './types.ts';

/** Suites that hold rules against each other, the one with all rules first. */
const LEAGUES = ['rules', 'table1', 'conv'];

/** A rule's network held against the untrained control of the same shape. */
export interface Difference {
  /** In percentage points, over common seeds. */
  readonly mean: number;
  /** Half of the 95 % interval; missing for one seed. */
  readonly half: number | undefined;
  /** Of a paired t-test, corrected for all comparisons of the report (Holm); missing for too few seeds. */
  readonly p: number | undefined;
  /** Whether it is larger than chance; `undefined` where that cannot be tested. */
  readonly beyondChance: boolean | undefined;
}

/** A network on the leaderboard. */
export interface Standing {
  readonly cell: SiteCell;
  readonly rule: SiteRule;
  /** What of the rule it is: its preset and output layer, where several stand side by side. */
  readonly variant: string;
  readonly dataset: string;
  readonly accuracy: Summary;
  /** Other metrics by name. */
  readonly others: Readonly<Record<(typeof MEASURES)[number], Summary | undefined>>;
  /** Mean training seconds on the kind of machine that most runs are of. */
  readonly seconds: number | undefined;
  /** `undefined` for the control itself, and where none of its shape has run. */
  readonly difference: Difference | undefined;
}

/** What is shown of a network beside its accuracy. */
export const MEASURES = ['sparsity', 'dalesLaw', 'robust', 'oneShot'] as const;

/** A report whose networks may be ranked against each other. */
export interface League {
  readonly report: SiteReport;
  readonly standings: readonly Standing[];
}

/** The leaderboards: one for each report that holds rules against each other, the user's own first. */
export function leagues({ reports, rules }: SiteModel): League[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return reports
    .filter(({ folder }) => LEAGUES.includes(folder.suite.name))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((report) => ({ report, standings: standingsOf(report, byName) }))
    .filter(({ standings }) => standings.length > 0);
}

function rank({ own, folder }: SiteReport): number {
  return LEAGUES.indexOf(folder.suite.name) + (own ? 0 : LEAGUES.length);
}

function standingsOf(report: SiteReport, rules: ReadonlyMap<string, SiteRule>): Standing[] {
  const cells = report.cells.filter(({ result }) => isRanked(result.cell));
  // Experiments stand beside the control of what they change.
  const others = [...(report.base?.cells ?? []), ...cells];
  const compared = cells.map((cell) => differences(cell, controlOf(cell, others)));
  const corrected = holm(compared.map((values) => pairedTest(values)));
  return cells.flatMap((cell, i): Standing[] => {
    const accuracy = metric(cell.result, 'accuracy');
    if (!accuracy || cell.result.status === 'failed') return [];
    const { rule, dataset } = cell.result.cell;
    return [
      {
        cell,
        rule: rules.get(rule)!,
        variant: variantOf(cell),
        dataset: setOfResults(dataset, report.results)?.title ?? dataset,
        accuracy,
        others: Object.fromEntries(
          MEASURES.map((name) => [name, metric(cell.result, name)]),
        ) as Standing['others'],
        seconds: secondsByKind(cell.result.records)[0]?.mean,
        difference: differenceOf(compared[i]!, corrected[i]),
      },
    ];
  });
}

function variantOf({ result: { cell } }: SiteCell): string {
  const { preset, head, changes } = cell;
  return [
    ...(preset === 'best' ? [] : [preset]),
    ...(head === 'default' ? [] : [head]),
    ...(changes ? changeWords({ ...changes }) : []),
  ].join(', ');
}

/** Parts of a budget are there to compare at equal seconds. */
function isRanked(cell: SiteCell['result']['cell']): boolean {
  return cell.suite !== 'rules' || hasWholeBudget(cell);
}

function controlOf({ result: { cell } }: SiteCell, cells: readonly SiteCell[]): SiteCell | undefined {
  if (cell.rule === CONTROL_ROW.rule) return undefined;
  return cells.find(
    ({ result: { cell: other } }) =>
      other.rule === CONTROL_ROW.rule &&
      other.dataset === cell.dataset &&
      other.nonnegative === cell.nonnegative &&
      String(other.hidden) === String(cell.hidden) &&
      Boolean(other.tuning) === Boolean(cell.tuning) &&
      other.trainImages === cell.trainImages &&
      JSON.stringify(other.layers) === JSON.stringify(cell.layers),
  );
}

function differences({ result }: SiteCell, control: SiteCell | undefined): number[] {
  if (!control || [result, control.result].some(({ status }) => status === 'failed')) return [];
  const others = new Map(control.result.records.map(({ seed, metrics }) => [seed, metrics['accuracy']]));
  return result.records.flatMap(({ seed, metrics: { accuracy } }) => {
    const other = others.get(seed);
    return accuracy === undefined || other === undefined ? [] : [accuracy - other];
  });
}

function differenceOf(values: readonly number[], p: number | undefined): Difference | undefined {
  const summary = summarise(values);
  if (!summary) return undefined;
  return {
    mean: summary.mean,
    half: summary.ci95 && summary.ci95[1] - summary.mean,
    p,
    beyondChance: p === undefined ? undefined : p < SIGNIFICANT,
  };
}
