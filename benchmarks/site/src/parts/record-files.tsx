import type { VNode } from 'preact';

interface FilesProps {
  /** Id of the cell whose records are offered. */
  readonly cell: string;
  /** The script that holds them. @defaultValue what is around it says so */
  readonly records?: string;
}

/** Buttons that offer the records of a cell as files. */
export function RecordFiles({ cell, records }: FilesProps): VNode {
  return (
    <p data-cell={cell} data-records={records}>
      <button type="button" data-download="json">
        Records (JSON)
      </button>{' '}
      <button type="button" data-download="csv">
        Metrics (CSV)
      </button>
    </p>
  );
}
