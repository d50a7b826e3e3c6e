import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from './markdown.ts';

/** Where the numbers come from. */
export function provenanceNotes({ records, outdated = 0 }: SuiteResults): string[] {
  const all = (pick: (record: (typeof records)[number]) => string): string =>
    [...new Set(records.map(pick))].toSorted().join('; ');
  if (records.length === 0) return ['No run is stored.'];
  const ok = records.filter(({ status }) => status === 'ok');
  return [
    `Engine: ${all(({ provenance: { engine } }) => `${engine.name} (${engine.detail})`)}.`,
    `Machine: ${all(({ provenance: { machine } }) => `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`)}.`,
    `Data: ${[...new Set(ok.map(({ cell, provenance: { data } }) => `${cell.dataset} ${data.origin} ${data.digest.slice(0, 16)}…`))].toSorted().join('; ')}.`,
    `Training time in all: ${(ok.reduce((sum, each) => sum + each.provenance.trainSeconds, 0) / 60).toFixed(1)} minutes over ${ok.length} runs.`,
    ...(outdated > 0
      ? [
          `Settings have changed since ${outdated} of these runs: they stand for the hyperparameters in their records, and the commands below train them with today’s.`,
        ]
      : []),
  ];
}

/** The command that runs each cell again. */
export function rerunTable({ cells, scale, data, flags }: SuiteResults): TextTable {
  return {
    columns: ['cell', 'command'],
    rows: cells.map(({ id }) => [
      id,
      `pnpm bench --filter ${id} --scale ${scale} --data ${data}${flags?.get(id) ?? ''} --force --out again`,
    ]),
  };
}
