import { htmlPage, metric, plainMarkdown, toCsv, withoutMarkup } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { markdown } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { claimsTable, CLAIM_NOTE } from '../common/claims.ts';
import { convClaims } from './claims.ts';
import { convTables, finished, layersText, reportedOf, secondsOf, type ConvTable } from './tables.ts';
import { AS_PUBLISHED } from './rows.ts';

const PROTOCOL: readonly string[] = [
  'Convolutions of 5 × 5, then 3 × 3 pixels, each with pooling, under one linear output layer; layers gives their channels. Dense: one fully connected layer of so many units on the same images, with the rule’s preset `best` and an output layer as in Table 1. A rule’s step sees all patches of a batch as samples, by the same equation as in a dense layer; equation (6), unit length and competition act on a patch or on the channels of one position.',
  'Each rule, the control and backpropagation have the setting that was most accurate on validation images among ten of two layers at scale quick, asked equally of all (suite `tuning`, questions `conv-*`), by the kind of images and the constraint; else the preset `best`. The proposed rule’s own output layer (wp-head) has its settings of dense networks. Hidden layers that learn without labels are trained one after the other; backpropagation trains all layers with labels. The control trains its output layer alone: a rule below it has not shown that it learns something useful.',
  '⁺ nonnegative weights. Zero: weights of at most 0.005 of the largest of their layer, over all hidden layers. PGD: ε = 0.1 on grey images, 8/255 on colours, 40 steps of 0.01 on cross-entropy and margin, the worst case for each image.',
  'Reported: what a rule’s authors report, beside the deepest networks (SoftHebb: Journé et al. 2023, up to five hidden layers of their own sizes and settings under a linear classifier).',
];

/** The protocol of a scale: its rows with settings of their authors are explained where it has any. */
function protocolOf({ cells }: SuiteResults): readonly string[] {
  const published = cells.some(({ head }) => head === AS_PUBLISHED);
  return published
    ? [
        ...PROTOCOL,
        'As-published: the values that its authors’ code has for a network of these three layers, none of them chosen here (preset `paper`); the README of the rule says what differs from that code. Published-head: its control, the output layer of that code above untrained layers; half of its inputs drop out in each update.',
      ]
    : PROTOCOL;
}

/** `conv.csv`, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const title = `Convolutional networks, scale ${results.scale}, ${results.data} data`;
  const tables = convTables(results);
  const claims = convClaims(results);
  return new Map([
    ['conv.csv', csv(results)],
    [
      'summary.md',
      `# ${plainMarkdown(title)}

${tables.map((table) => `## ${plainMarkdown(table.title)}\n\n${markdown(named(table))}`).join('\n\n')}
${claims.length > 0 ? `\n## What the paper says of convolutions\n\n${CLAIM_NOTE}\n\n${markdown(claimsTable(claims))}\n` : ''}
${provenanceText(protocolOf(results), results)}`,
    ],
    [
      'report.html',
      htmlPage(title, [
        ...tables.map(({ title: heading, ...table }) => ({
          heading,
          parts: [{ kind: 'table' as const, caption: `${heading}: networks by depth`, ...table }],
        })),
        ...(claims.length > 0
          ? [
              {
                heading: 'What the paper says of convolutions',
                parts: [{ kind: 'table' as const, caption: CLAIM_NOTE, ...claimsTable(claims) }],
              },
            ]
          : []),
        ...provenanceSections(protocolOf(results), results),
      ]),
    ],
  ]);
}

/** A table whose rows say in their second column what rules call themselves. */
function named({ rows, ...table }: ConvTable): ConvTable {
  return {
    ...table,
    rows: rows.map(([layers = '', name = '', ...numbers]) => [layers, withoutMarkup(name), ...numbers]),
  };
}

const METRICS = ['accuracy', 'sparsity', 'robust'] as const;

function csv(results: SuiteResults): string {
  const columns = METRICS.flatMap((name) => [`${name}_mean`, `${name}_ci95_low`, `${name}_ci95_high`]);
  return toCsv(
    ['dataset', 'constraint', 'channels', 'rule', 'head', 'seeds', ...columns, 'train_seconds', 'reported'],
    finished(results).map((result) => {
      const { cell, records } = result;
      return {
        dataset: cell.dataset,
        constraint: cell.nonnegative ? 'nonnegative' : 'none',
        channels: layersText(cell),
        rule: cell.rule,
        head: cell.head,
        seeds: records.length,
        ...Object.fromEntries(
          METRICS.flatMap((name) => {
            const summary = metric(result, name);
            return [
              [`${name}_mean`, summary?.mean.toFixed(3)],
              [`${name}_ci95_low`, summary?.ci95?.[0].toFixed(3)],
              [`${name}_ci95_high`, summary?.ci95?.[1].toFixed(3)],
            ];
          }),
        ),
        train_seconds: secondsOf(result).toFixed(1),
        reported: reportedOf(cell),
      };
    }),
  );
}
