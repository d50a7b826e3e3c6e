import { failureWord, metric, plainMarkdown } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { machineKinds, machinesNote, secondsText } from '../common/machines.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { columnsOf } from '../common/columns.ts';
import { isOfPaper, plainTitles, reportTitle } from '../common/sets.ts';
import { provenanceText } from '../common/provenance.ts';
import { COMPARISON_NOTE, comparisonTable } from './comparisons.ts';
import { findings } from './findings.ts';
import { paperText, percent, withInterval } from '../common/format.ts';
import { CURVES_NOTE, type LearningCurves } from './curves.ts';
import { entryResults, type EntryResult } from './results.ts';
import { protocol } from './protocol.ts';
import { hasVerdicts, VERDICT_NOTE, verdictTable } from './verdicts.ts';

/** What the numbers of the table and its marks mean. */
export function tableCaption(results: SuiteResults): string {
  return isOfPaper(results)
    ? `Test accuracy in percent: ours (the paper’s). ${legend(' ᶜ quoted in the paper, not measured there;')}`
    : `Test accuracy in percent. ${legend('')}`;
}

function legend(quoted: string): string {
  return `⁺ nonnegative weights; ᵃ output layer trained by BP; ᵇ proposed: its own WP output layer, K&H: ReLU;${quoted} ± half of the 95 % interval over seeds, without it: one seed; * not all seeds yet.`;
}

/** Our numbers with the paper's in brackets, laid out as in the paper. */
export function mainTable(results: SuiteResults): TextTable {
  const entries = entryResults(results);
  const columns = columnsOf(results.sets);
  const rows = [...new Set(entries.map(({ row }) => row))];
  return {
    columns: ['rule', ...columns.map(({ title }) => title)],
    rows: rows.map((row) => [
      row.title,
      ...columns.map((column) =>
        mainEntry(entries.find((entry) => entry.row === row && entry.column.key === column.key)),
      ),
    ]),
  };
}

function mainEntry(entry: EntryResult | undefined): string {
  if (!entry) return '–';
  const paper = entry.paper === undefined ? '' : ` (${paperText(entry)})`;
  if (entry.repeats) return `as ᵃ${paper}`;
  if (entry.result.status === 'failed') return `${failureWord(entry.result)}${paper}`;
  return `${withInterval(entry.accuracy)}${entry.result.status === 'partial' ? '*' : ''}${paper}`;
}

/** Time, memory and sparsity of each cell. */
export function costTable(results: SuiteResults): TextTable {
  const kinds = machineKinds(results.records);
  return {
    columns: [
      'cell',
      'units',
      'epochs hidden + head',
      'seconds',
      'peak MiB',
      'sparsity %',
      'train %',
      'test %',
    ],
    rows: entryResults(results)
      .filter(({ repeats }) => !repeats)
      .map((entry) => {
        const { cell, result, accuracy } = entry;
        const peak = Math.max(...result.records.map(({ provenance }) => provenance.peakMemoryBytes));
        return [
          cell.id,
          `${cell.hidden.length} × ${cell.hidden[0]}`,
          `${cell.budget.hiddenEpochs} + ${cell.budget.headEpochs}`,
          secondsText(result.records, kinds),
          result.records.length > 0 ? (peak / 2 ** 20).toFixed(0) : '–',
          percent(metric(result, 'sparsity')?.mean),
          percent(metric(result, 'trainAccuracy')?.mean),
          withInterval(accuracy),
        ];
      }),
  };
}

/** `summary.md` */
export function summaryMarkdown(results: SuiteResults, curves: LearningCurves | undefined): string {
  const comparisons = comparisonTable(results);
  const machines = machinesNote(results.records);
  return `# ${plainMarkdown(reportTitle('Table 1', results))}

${tableCaption(results).replace('*', '\\*')}

${markdown(mainTable(results))}

## Findings

${bullets(findings(results).map((finding) => plainTitles(finding, results)))}
${hasVerdicts(results) ? `\n## Cell by cell\n\n${VERDICT_NOTE}\n\n${markdown(verdictTable(results))}\n` : ''}${comparisons ? `\n## Differences between rules\n\n${COMPARISON_NOTE}\n\n${markdown(comparisons)}\n` : ''}${curves ? `\n## Learning curves\n\n${CURVES_NOTE}\n\n${curves.figures.map(({ name, title }) => `![Learning curves, ${plainMarkdown(title)}](${name})`).join('\n\n')}\n` : ''}
## Cost

${machines === undefined ? '' : `${machines}\n\n`}${markdown(costTable(results))}

${provenanceText(protocol(results), results)}`;
}
