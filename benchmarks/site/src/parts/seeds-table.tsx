import type { RunRecord } from '@hebbench/core';
import type { VNode } from 'preact';
import { columnOf } from './number-text.ts';

/** Columns of metrics that fit beside each other; the rest is in the files. */
const MOST = 9;

interface SeedsProps {
  /** Of one cell, failed ones too. */
  readonly records: readonly RunRecord[];
  /** What the table is called. */
  readonly label: string;
}

/** Each seed of a cell with what was measured of it. */
export function SeedsTable({ records, label }: SeedsProps): VNode {
  const all = records.toSorted((a, b) => a.seed - b.seed);
  const metrics = metricsOf(records);
  const shown = metrics.slice(0, MOST);
  const columns = shown.map((name) => columnOf(all.map((record) => record.metrics[name])));
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={label}>
        <table class="sortable seeds">
          <thead>
            <tr>
              <th scope="col">seed</th>
              {shown.map((name) => (
                <th scope="col" class="num">
                  <MetricName name={name} rule={records[0]!.cell.rule} />
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
      {metrics.length > shown.length && (
        <p class="files">{metrics.length - shown.length} further metrics are in the files.</p>
      )}
    </>
  );
}

/** A metric's name, which may break where its parts end; what a rule measures itself is that of the page's rule. */
function MetricName({ name, rule }: { readonly name: string; readonly rule: string }): VNode {
  const parts = name.replace(`${rule}.`, '').split('.');
  return (
    <>
      {parts.map((part, i) => (
        <>
          {i > 0 && '.'}
          {i > 0 && <wbr />}
          {part}
        </>
      ))}
    </>
  );
}

function metricsOf(records: readonly RunRecord[]): string[] {
  const done = records.filter(({ status }) => status !== 'failed');
  return [...new Set(done.flatMap(({ metrics }) => Object.keys(metrics)))];
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
