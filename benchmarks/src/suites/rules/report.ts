import {
  aggregate,
  htmlPage,
  metric,
  type PagePart,
  plainMarkdown,
  toCsv,
  withoutMarkup,
} from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { convergenceNotes } from '../common/convergence.ts';
import { machinesNote, secondsColumns } from '../common/machines.ts';
import { bullets, markdown } from '../common/markdown.ts';
import { PROPOSED, KROTOV_HOPFIELD } from '../common/rows/index.ts';
import { isOfPaper, reportTitle, setNotes } from '../common/sets.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { withInterval } from '../common/format.ts';
import { equalRowsNotes } from './equal-rows.ts';
import { secondsTable, timingCaveat } from './equal-seconds.ts';
import { groupsOf, type Group, type TitledTable } from './groups.ts';
import { leagueRows, leagueTables, METRICS, nameInReport } from './league.ts';
import { secondsChart } from './seconds-chart.ts';

const PROTOCOL: readonly string[] = [
  'Every rule that is installed, with its preset `best`, one hidden layer, the same images and the same number of epochs: as many without labels, where a rule has them, and as many with labels.',
  'The control does not train its hidden layer. A rule below it has not shown that it learns something useful. ⁺ nonnegative weights. Zero: weights of at most 0.005 of the largest.',
  'PGD at ε = 0.1 with 40 steps of 0.01 on cross-entropy and margin, the worst case for each image. One shot: the rule trains on one image of each class alone, mean over random draws that all rules share.',
  'Intervals are 95 % t-intervals of the mean over seeds: they cover initial weights, sample order and perturbations, not the choice of images. Of two seeds they say little: ±12.7 standard errors, and ±0 where both agree.',
  'At equal seconds: every rule is also trained with 0.1 and 0.3 of the budget, anew and to the end of its own schedules. No clock ends a training, so the accuracies repeat on any machine; only the seconds are this machine’s. Accuracy between two trainings of a seed is interpolated, linear in the logarithm of the seconds. In brackets: the seconds of the rule’s longest training, where it ended before; more might have helped it. –: its shortest training takes longer.',
  'Seconds are those of training alone, on one kind of machine; runs may have shared its cores.',
];

/** What the order of the rules does not say. */
function readersNotes(results: SuiteResults): string[] {
  const machines = machinesNote(results.records);
  const runs = (rule: string): boolean => results.cells.some((cell) => cell.rule === rule);
  return [
    'Rules see each image as often, in batches of their own size: the number of updates differs. A rule whose hidden layer learns without labels trains it for as many epochs again.',
    ...(runs(PROPOSED.rule)
      ? [
          'hebbian-wp has a gradient-trained output layer here, as the other rules with a label-free hidden layer do. Its own, trained by weight perturbation, is in Table 1.',
        ]
      : []),
    ...(isOfPaper(results) && runs(KROTOV_HOPFIELD.rule)
      ? [
          'krotov-hopfield has its authors’ settings for MNIST, on colour photographs too: its `best` was not tuned, and it wants far more epochs (Table 1).',
        ]
      : []),
    ...convergenceNotes(results),
    ...equalRowsNotes(results),
    ...(machines === undefined ? [] : [machines]),
  ];
}

/** `rules.csv`, `equal-seconds.csv`, the figures, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const title = isOfPaper(results)
    ? `Learning rules, scale ${results.scale}, ${results.data} data`
    : `Learning rules: ${reportTitle('the league', results)}`;
  const notes = readersNotes(results);
  const caveat = timingCaveat(results);
  const tables = leagueTables(results);
  const timed = groupsOf(results).flatMap((group) => timedPart(results, group) ?? []);
  const timedCsv = secondsCsv(results);
  return new Map([
    ['rules.csv', csv(results)],
    ['equal-seconds.csv', timedCsv],
    ...timed.flatMap(({ file, svg }) => (svg === undefined ? [] : [[file, svg] as const])),
    [
      'summary.md',
      `# ${plainMarkdown(title)}

## At equal epochs

${bullets(notes)}

${tables.map((table) => `### ${plainMarkdown(table.title)}\n\n${markdown(named(table))}`).join('\n\n')}
${timed.length === 0 ? '' : `\n## At equal seconds\n${caveat === undefined ? '' : `\n${caveat}\n`}`}${timed
        .map(
          ({ table, file, svg }) =>
            `\n### ${plainMarkdown(table.title)}\n\n${markdown(named(table))}\n${svg === undefined ? '' : `\n![${plainMarkdown(captionOf(table.title))}](${file})\n`}`,
        )
        .join('')}
${provenanceText([...setNotes(results), ...PROTOCOL], results)}`,
    ],
    [
      'report.html',
      htmlPage(title, [
        { heading: 'Before you read the order', parts: [{ kind: 'list' as const, items: notes }] },
        ...tables.map(({ title: heading, ...table }) => ({
          heading,
          parts: [
            {
              kind: 'table' as const,
              caption: `${heading} at equal epochs: the most accurate rule first`,
              ...table,
            },
          ],
        })),
        ...timed.map(({ table: { title: heading, ...table }, svg }) => ({
          heading,
          parts: [
            ...(caveat === undefined ? [] : [{ kind: 'list' as const, items: [caveat] }]),
            {
              kind: 'table' as const,
              caption: `${heading}: the most accurate rule in the most seconds first`,
              ...table,
            },
            ...(svg === undefined ? [] : [figure(svg, captionOf(heading), timedCsv)]),
          ],
        })),
        ...provenanceSections([...setNotes(results), ...PROTOCOL], results),
      ]),
    ],
  ]);
}

/** A table whose rows begin with what rules call themselves. */
function named({ rows, ...table }: TitledTable): TitledTable {
  return { ...table, rows: rows.map(([name = '', ...numbers]) => [withoutMarkup(name), ...numbers]) };
}

interface TimedPart {
  readonly table: TitledTable;
  readonly file: string;
  readonly svg: string | undefined;
}

function timedPart(results: SuiteResults, group: Group): TimedPart | undefined {
  const table = secondsTable(results, group, (rule) => nameInReport(rule, results), withInterval);
  if (!table) return undefined;
  const file = `seconds-${group.dataset}-${constraintOf(group)}.svg`;
  return { table, file, svg: secondsChart(results, group) };
}

function figure(svg: string, caption: string, content: string): PagePart {
  return { kind: 'figure', svg, caption, csv: { name: 'equal-seconds.csv', content } };
}

function captionOf(title: string): string {
  return `${title}: test accuracy over seconds of training, one point for each budget`;
}

function constraintOf({ nonnegative }: { readonly nonnegative: boolean }): string {
  return nonnegative ? 'nonnegative' : 'none';
}

function csv(results: SuiteResults): string {
  const columns = METRICS.flatMap((name) => [`${name}_mean`, `${name}_ci95_low`, `${name}_ci95_high`]);
  const rows = groupsOf(results).flatMap((group) =>
    leagueRows(results, group).map(({ rule, result, of }) => ({
      dataset: group.dataset,
      constraint: constraintOf(group),
      rule,
      seeds: result.records.length,
      status: result.status,
      ...Object.fromEntries(
        METRICS.flatMap((name) => {
          const summary = of(name);
          return [
            [`${name}_mean`, summary?.mean.toFixed(3)],
            [`${name}_ci95_low`, summary?.ci95?.[0].toFixed(3)],
            [`${name}_ci95_high`, summary?.ci95?.[1].toFixed(3)],
          ];
        }),
      ),
      note: result.failures[0]?.error?.message.split('\n')[0],
      ...secondsColumns(result.records, 1),
    })),
  );
  return toCsv(
    ['dataset', 'constraint', 'rule', 'seeds', 'status', ...columns, 'train_seconds', 'note', 'machine'],
    rows,
  );
}

/** All trainings, from which the tables at equal seconds are made. */
function secondsCsv({ cells, records }: SuiteResults): string {
  return toCsv(
    [
      'dataset',
      'constraint',
      'rule',
      'epochs_hidden',
      'epochs_head',
      'seeds',
      'train_seconds',
      'accuracy_mean',
      'accuracy_ci95_low',
      'accuracy_ci95_high',
      'machine',
    ],
    aggregate(cells, records)
      .filter(({ records: own }) => own.length > 0)
      .map((result) => {
        const { cell, records: own } = result;
        const accuracy = metric(result, 'accuracy');
        return {
          dataset: cell.dataset,
          constraint: constraintOf(cell),
          rule: cell.rule,
          epochs_hidden: cell.budget.hiddenEpochs,
          epochs_head: cell.budget.headEpochs,
          seeds: own.length,
          ...secondsColumns(own, 3),
          accuracy_mean: accuracy?.mean.toFixed(3),
          accuracy_ci95_low: accuracy?.ci95?.[0].toFixed(3),
          accuracy_ci95_high: accuracy?.ci95?.[1].toFixed(3),
        };
      }),
  );
}
