import type { RunRecord } from '@hebbench/core';
import type { VNode } from 'preact';
import { recordsPath } from '../model/reports.ts';
import type { SiteCell } from '../model/types.ts';
import { columnOf } from '../parts/number-text.ts';

/** Columns of metrics that fit beside each other; the rest is in the files. */
const MOST = 9;

/** Each seed with what was measured of it, and the files that hold all of it. */
export function CellSeeds({ cell }: { readonly cell: SiteCell }): VNode {
  const { records, failures } = cell.result;
  const source = { 'data-cell': cell.id, 'data-records': `@/${recordsPath(cell.report.slug)}` };
  const all = [...records, ...failures].toSorted((a, b) => a.seed - b.seed);
  const metrics = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))];
  const shown = metrics.slice(0, MOST);
  const columns = shown.map((name) => columnOf(all.map((record) => record.metrics[name])));
  return (
    <section>
      <h2 id="seeds">Seeds</h2>
      <div class="scroll" tabIndex={0} role="group" aria-label="Seeds">
        <table class="sortable">
          <thead>
            <tr>
              <th scope="col">seed</th>
              {shown.map((name) => (
                <th scope="col" class="num">
                  {name}
                </th>
              ))}
              <th scope="col" class="num">
                training, s
              </th>
              <th scope="col">begun</th>
            </tr>
          </thead>
          <tbody>
            {all.map((record, i) => (
              <Seed record={record} values={columns.map((column) => column[i]!)} />
            ))}
          </tbody>
        </table>
      </div>
      <p {...source}>
        <button type="button" data-download="json">
          Records (JSON)
        </button>{' '}
        <button type="button" data-download="csv">
          Metrics (CSV)
        </button>
        {metrics.length > shown.length &&
          ` ${metrics.length - shown.length} further metrics are in the files.`}
      </p>
    </section>
  );
}

function Seed({ record, values }: { readonly record: RunRecord; readonly values: readonly string[] }): VNode {
  const { seed, status, error, provenance } = record;
  return (
    <tr>
      <th scope="row">{seed}</th>
      {status === 'failed' ? (
        <td colSpan={Math.max(1, values.length)}>
          <span class="chip fails">failed</span> {error?.message.split('\n')[0]}
        </td>
      ) : (
        values.map((value) => <td class="num">{value}</td>)
      )}
      <td class="num">{provenance.trainSeconds.toFixed(1)}</td>
      <td>{provenance.startedAt.slice(0, 10)}</td>
    </tr>
  );
}
