import {
  cellVerdicts,
  columnsOf,
  entryResults,
  percent,
  type EntryResult,
} from '@hebbench/benchmarks/published';
import type { VNode } from 'preact';
import type { SiteReport } from '../model/types.ts';
import { SIGNS, toneOf } from '../parts/verdict.tsx';

/** Table 1 as in the paper: ours, the paper's below it, each number a link to its evidence. */
export function HeadlineTable({ report }: { readonly report: SiteReport }): VNode {
  const { results, path } = report;
  const entries = entryResults(results);
  const columns = columnsOf(results.sets);
  const rows = [...new Set(entries.map(({ row }) => row))];
  const verdicts = new Map(cellVerdicts(results).map(({ entry, verdict }) => [entry.cell.id, verdict]));
  const pages = new Map(report.cells.map((cell) => [cell.id, cell.path]));
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label="Table 1: test accuracy in percent">
        <table class="headline">
          <caption>
            Test accuracy in percent on the whole test set, {report.title.replace(/^.*, /, '')}: ours ± half
            of the 95 % interval over seeds, the paper’s below.
          </caption>
          <thead>
            <tr>
              <th scope="col">rule</th>
              {columns.map(({ title }) => (
                <th scope="col" class="num">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">{row.title}</th>
                {columns.map((column) => {
                  const entry = entries.find((each) => each.row === row && each.column.key === column.key);
                  return <Entry entry={entry} pages={pages} verdict={entry && verdicts.get(entry.cell.id)} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="legend-text">
        ⁺ nonnegative weights; ᵃ output layer trained by backpropagation; ᵇ proposed: its own output layer by
        weight perturbation, K&amp;H: ReLU. {SIGNS.holds} reproduced, {SIGNS.reachable} reachable,{' '}
        {SIGNS.above} above and {SIGNS.below} below the paper. The control’s hidden layers never learn;{' '}
        <em>proposed, best</em> has settings of ours. <a href={`@/${path}`}>The whole report</a>
      </p>
    </>
  );
}

interface EntryProps {
  readonly entry: EntryResult | undefined;
  readonly pages: ReadonlyMap<string, string>;
  readonly verdict: string | undefined;
}

function Entry({ entry, pages, verdict }: EntryProps): VNode {
  if (!entry) return <td class="num">–</td>;
  const { accuracy, paper, repeats, cell } = entry;
  const page = pages.get(cell.id);
  const text = repeats ? 'as ᵃ' : percent(accuracy?.mean);
  const tone = verdict === undefined || repeats ? undefined : toneOf(verdict);
  return (
    <td class="num">
      {page === undefined ? text : <a href={`@/${page}`}>{text}</a>}
      <span class={`sign ${tone ?? ''}`} title={verdict}>
        {tone && SIGNS[tone]}
        {tone && <span class="unseen"> {verdict}</span>}
      </span>
      {accuracy?.ci95 && !repeats && <small>± {percent(accuracy.ci95[1] - accuracy.mean)}</small>}
      {paper === undefined || repeats ? null : (
        <small>{paper === null ? 'paper: N/A' : `paper ${percent(paper)}`}</small>
      )}
    </td>
  );
}
