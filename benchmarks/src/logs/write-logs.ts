import type { RunRecord } from '@hebbench/core';
import { join } from 'node:path';
import { writeMlflow } from './mlflow.ts';
import type { Log } from './names.ts';
import { writeTensorboard } from './tensorboard.ts';

const WRITERS: Readonly<
  Record<
    Log,
    { write: (records: readonly RunRecord[], folder: string) => void; see: (folder: string) => string }
  >
> = {
  tensorboard: { write: writeTensorboard, see: (folder) => `tensorboard --logdir ${folder}` },
  mlflow: {
    write: writeMlflow,
    see: (folder) => `MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri ${folder}`,
  },
};

/**
 * Writes logs of runs for another program.
 * @param out - folder of the reports, beside which they lie
 * @returns what to say of them
 * @throws {@link HebbenchError} `NOT_WRITABLE`
 */
export function writeLogs(log: Log, records: readonly RunRecord[], out: string): string {
  const folder = join(out, 'logs', log);
  const { write, see } = WRITERS[log];
  write(records, folder);
  return `Written to ${folder}: logs of ${records.length} run${records.length === 1 ? '' : 's'}; see them with \`${see(folder)}\``;
}
