import type { RunRecord } from '@hebbench/core';

/** Seconds of the runs on one kind of machine. */
export interface SecondsOfKind {
  /** See {@link kindOfMachine}. */
  readonly kind: string;
  readonly runs: number;
  /** Mean training time of these runs. */
  readonly mean: number;
}

/** What the seconds of a run depend on beside the run: engine with its kernels, threads and processor. */
export function kindOfMachine({ provenance: { engine, machine } }: RunRecord): string {
  return `${engine.name} (${engine.detail}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'}, ${machine.cpu}`;
}

/** The kinds of machine that successful runs are of, that of most runs first. */
export function machineKinds(records: readonly RunRecord[]): string[] {
  return secondsByKind(records).map(({ kind }) => kind);
}

/** Training seconds of successful runs for each kind of machine, that of most runs first: never a mean over several. */
export function secondsByKind(records: readonly RunRecord[]): SecondsOfKind[] {
  const byKind = new Map<string, number[]>();
  for (const record of records) {
    if (record.status !== 'ok') continue;
    const kind = kindOfMachine(record);
    byKind.set(kind, [...(byKind.get(kind) ?? []), record.provenance.trainSeconds]);
  }
  return [...byKind]
    .map(([kind, seconds]) => ({
      kind,
      runs: seconds.length,
      mean: seconds.reduce((sum, each) => sum + each, 0) / seconds.length,
    }))
    .toSorted((a, b) => b.runs - a.runs || (a.kind < b.kind ? -1 : 1));
}

/**
 * Mean training seconds of a cell's runs for a table: `12.3`, or one number for each kind of machine with its letter
 * (`12.3 (A), 20.1 (B)`) in a report that has several.
 * @param kinds - those of the report, see {@link machineKinds}
 */
export function secondsText(records: readonly RunRecord[], kinds: readonly string[]): string {
  const found = secondsByKind(records);
  if (found.length === 0) return '–';
  if (kinds.length < 2) return found.map(({ mean }) => mean.toFixed(1)).join(', ');
  return found
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .map(({ kind, mean }) => `${mean.toFixed(1)} (${letterOf(kinds.indexOf(kind))})`)
    .join(', ');
}

/** What the letters of {@link secondsText} stand for; `undefined` in a report of one kind of machine. */
export function machinesNote(records: readonly RunRecord[]): string | undefined {
  const kinds = machineKinds(records);
  if (kinds.length < 2) return undefined;
  return `Seconds are means over runs on one kind of machine, and those of several cannot be compared: ${kinds.map((kind, i) => `(${letterOf(i)}) ${kind}`).join('; ')}.`;
}

/** For a CSV file: seconds of the kind of machine that most runs of a cell are of, and which that is. */
export function secondsColumns(
  records: readonly RunRecord[],
  digits: number,
): { readonly train_seconds?: string; readonly machine?: string } {
  const [most, ...others] = secondsByKind(records);
  if (!most) return {};
  const share = others.length === 0 ? '' : `, ${most.runs} of ${records.length} runs`;
  return { train_seconds: most.mean.toFixed(digits), machine: `${most.kind}${share}` };
}

function letterOf(index: number): string {
  return String.fromCodePoint('A'.codePointAt(0)! + index);
}
