import { withInterval } from '@hebbench/benchmarks/published';
import { metric } from '@hebbench/report';
import type { VNode } from 'preact';
import type { EvidencePage, SiteCell, SiteReport } from '../model/types.ts';

interface ResultsProps {
  readonly rule: string;
  readonly reports: readonly SiteReport[];
}

/** All that is stored of a rule: a row for each cell, and one for cells that share a page. */
export function RuleResults({ rule, reports }: ResultsProps): VNode {
  const rows = reports.flatMap((report) =>
    report.pages
      .map((page) => ({ report, page, cells: page.cells.filter(({ result }) => result.cell.rule === rule) }))
      .filter(({ cells }) => cells.length > 0),
  );
  if (rows.length === 0) return <p>Nothing is stored of it yet.</p>;
  return (
    <div class="scroll tall" tabIndex={0} role="group" aria-label="Results of the rule">
      <table class="sortable">
        <thead>
          <tr>
            <th scope="col">cell, or question</th>
            <th scope="col" class="num">
              accuracy %
            </th>
            <th scope="col" class="num">
              runs
            </th>
            <th scope="col">report</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ report, page, cells }) => (
            <tr class="linked">
              <th scope="row">
                <a href={`@/${page.path}`}>{nameOf(page)}</a>
              </th>
              <Accuracy cells={cells} shared={page.shared} />
              <td class="num">{cells.reduce((sum, { result }) => sum + result.records.length, 0)}</td>
              <td>
                <a href={`@/${report.path}`}>{report.title}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function nameOf({ shared, title, cells }: EvidencePage): string {
  return shared ? title : cells[0]!.id.split('/').slice(1).join('/');
}

interface AccuracyProps {
  readonly cells: readonly SiteCell[];
  readonly shared: boolean;
}

/** The accuracy of a cell, or the highest of several. */
function Accuracy({ cells, shared }: AccuracyProps): VNode {
  const [best] = cells
    .map(({ result }) => ({ result, accuracy: metric(result, 'accuracy') }))
    .toSorted((a, b) => (b.accuracy?.mean ?? -1) - (a.accuracy?.mean ?? -1)) as [
    { result: SiteCell['result']; accuracy: ReturnType<typeof metric> },
  ];
  const notes = [
    ...(best.result.cell.tuning ? ['validation'] : []),
    ...(shared && cells.length > 1 ? [`best of ${cells.length}`] : []),
  ];
  return (
    <td class="num" data-sort={best.accuracy?.mean ?? ''}>
      {withInterval(best.accuracy)}
      {notes.length > 0 && <small> {notes.join(', ')}</small>}
    </td>
  );
}
