import type { RunRecord } from '@hebbench/core';
import type { VNode } from 'preact';
import { phaseFacts, provenanceFacts } from '../model/run-facts.ts';
import { FactsList } from './facts-list.tsx';
import { RecordFiles } from './record-files.tsx';
import { SeedsTable } from './seeds-table.tsx';

/** What records say of one of several cells that share a page: made in the browser, where it is asked for. */
export function RunEvidence({
  cell,
  records,
}: {
  readonly cell: string;
  readonly records: readonly RunRecord[];
}): VNode {
  return (
    <>
      <SeedsTable records={records} label={`Seeds of ${cell}`} />
      <RecordFiles cell={cell} />
      <FactsList facts={[...phaseFacts(records), ...provenanceFacts(records)]} />
    </>
  );
}
