import type { VNode } from 'preact';
import { recordsPath } from '../model/reports.ts';
import type { SiteCell } from '../model/types.ts';
import { RecordFiles } from '../parts/record-files.tsx';
import { SeedsTable } from '../parts/seeds-table.tsx';

/** Each seed with what was measured of it, and the files that hold all of it. */
export function CellSeeds({ cell }: { readonly cell: SiteCell }): VNode {
  const { records, failures } = cell.result;
  return (
    <section>
      <h2 id="seeds">Seeds</h2>
      <SeedsTable records={[...records, ...failures]} label="Seeds" />
      <RecordFiles cell={cell.id} records={`@/${recordsPath(cell.report.slug)}`} />
    </section>
  );
}
