import { aggregate, htmlPage, metric, toCsv, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { provenanceNotes, rerunTable } from '../common/provenance.ts';
import { withInterval } from '../table1/format.ts';

const METRICS = ['accuracy', 'sparsity', 'dalesLaw', 'robust', 'oneShot'] as const;

interface Row {
  readonly rule: string;
  readonly result: CellResult;
  readonly of: (name: (typeof METRICS)[number]) => Summary | undefined;
  readonly seconds: number | undefined;
}

/** Rows of one data set and constraint, the most accurate rule first. */
export function leagueRows(results: SuiteResults, dataset: string, nonnegative: boolean): Row[] {
  return aggregate(results.cells, results.records)
    .filter(({ cell }) => cell.dataset === dataset && cell.nonnegative === nonnegative)
    .map((result): Row => {
      const { records } = result;
      const total = records.reduce((sum, { provenance }) => sum + provenance.trainSeconds, 0);
      return {
        rule: result.cell.rule,
        result,
        of: (name) => metric(result, name),
        seconds: records.length > 0 ? total / records.length : undefined,
      };
    })
    .toSorted((a, b) => (b.of('accuracy')?.mean ?? -1) - (a.of('accuracy')?.mean ?? -1));
}

const GROUPS = [
  { title: 'MNIST', dataset: 'mnist', nonnegative: false },
  { title: 'MNIST⁺', dataset: 'mnist', nonnegative: true },
  { title: 'CIFAR-10', dataset: 'cifar-10', nonnegative: false },
  { title: 'CIFAR-10⁺', dataset: 'cifar-10', nonnegative: true },
] as const;

/** The league tables, one for each data set and constraint. */
export function leagueTables(results: SuiteResults): (TextTable & { readonly title: string })[] {
  return GROUPS.map(({ title, dataset, nonnegative }) => {
    const mnist = dataset === 'mnist';
    return {
      title,
      columns: [
        '',
        'accuracy %',
        'zero %',
        "Dale's law %",
        ...(mnist ? ['PGD 0.1 %', 'one shot %'] : []),
        'seconds',
      ],
      rows: leagueRows(results, dataset, nonnegative).map(({ rule, result, of, seconds }) => [
        rule,
        result.status === 'failed' ? 'failed' : withInterval(of('accuracy')),
        withInterval(of('sparsity')),
        withInterval(of('dalesLaw')),
        ...(mnist ? [withInterval(of('robust')), withInterval(of('oneShot'))] : []),
        seconds?.toFixed(1) ?? '–',
      ]),
    };
  });
}

const PROTOCOL: readonly string[] = [
  'Every rule that is installed, with its preset `best`, one hidden layer, the same images and the same budget: as many epochs without labels, where a rule has them, and as many with labels.',
  'PGD at ε = 0.1 with 40 steps of 0.01 on cross-entropy and margin, the worst case for each image. One shot: the rule trains on one image of each class alone, mean over random draws that all rules share.',
  'Seconds are those of training, on the machine named below; runs may have shared its cores.',
  'random-features is the control: its hidden layer is not trained. ⁺ nonnegative weights.',
];

/** `rules.csv`, `summary.md` and `report.html`. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const tables = leagueTables(results);
  const title = `Learning rules, scale ${results.scale}, ${results.data} data`;
  return new Map([
    ['rules.csv', csv(results)],
    [
      'summary.md',
      `# ${title}

${tables.map((table) => `## ${table.title}\n\n${markdown(table)}`).join('\n\n')}

## Protocol

${bullets(PROTOCOL)}

## Provenance

${bullets(provenanceNotes(results))}

${markdown(rerunTable(results))}
`,
    ],
    [
      'report.html',
      htmlPage(title, [
        ...tables.map(({ title: heading, ...table }) => ({
          heading,
          parts: [{ kind: 'table' as const, caption: `${heading}: the most accurate rule first`, ...table }],
        })),
        { heading: 'Protocol', parts: [{ kind: 'list', items: PROTOCOL }] },
        { heading: 'Provenance', parts: [{ kind: 'list', items: provenanceNotes(results) }] },
      ]),
    ],
  ]);
}

function csv(results: SuiteResults): string {
  const columns = METRICS.flatMap((name) => [`${name}_mean`, `${name}_ci95_low`, `${name}_ci95_high`]);
  const rows = GROUPS.flatMap(({ dataset, nonnegative }) =>
    leagueRows(results, dataset, nonnegative).map(({ rule, result, of, seconds }) => ({
      dataset,
      constraint: nonnegative ? 'nonnegative' : 'none',
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
      train_seconds: seconds?.toFixed(1),
      note: result.failures[0]?.error?.message.split('\n')[0],
    })),
  );
  return toCsv(
    ['dataset', 'constraint', 'rule', 'seeds', 'status', ...columns, 'train_seconds', 'note'],
    rows,
  );
}
