import { kindOfMachine } from '@hebbench/benchmarks/browser';
import type { RunRecord } from '@hebbench/core';

/** Something that is said of how a cell came about: a line for each thing that differs between its runs. */
export interface Fact {
  readonly name: string;
  readonly lines: readonly string[];
}

/** What each phase of training took. Seconds are means over seeds, which the seconds of each seed stand beside. */
export function phaseFacts(records: readonly RunRecord[]): Fact[] {
  const phases = records.flatMap((record) => record.phases);
  return [...new Set(phases.map(({ name }) => name))].map((name) => {
    const own = phases.filter((phase) => phase.name === name);
    const seconds = own.reduce((sum, phase) => sum + phase.seconds, 0) / own.length;
    const [{ epochs, updates }] = own as [(typeof own)[number]];
    return fact(
      `phase ${name}`,
      `${Number(epochs.toFixed(3))} epochs, ${updates.toLocaleString('en')} updates, ${seconds.toFixed(1)} s`,
    );
  });
}

/** On which machines, with which code and on which data runs trained. */
export function provenanceFacts(records: readonly RunRecord[]): Fact[] {
  const all = (name: string, pick: (record: RunRecord) => string | undefined): Fact => ({
    name,
    lines: [...new Set(records.flatMap((record) => pick(record) || []))],
  });
  const peak = Math.max(...records.map(({ provenance }) => provenance.peakMemoryBytes)) / 2 ** 20;
  const commit = all('commit', ({ provenance: { code } }) =>
    code ? `${code.commit?.slice(0, 12) ?? 'no commit'}${code.clean ? '' : ' with changes'}` : undefined,
  );
  return [
    all('machine', kindOfMachine),
    all(
      'system',
      ({ provenance: { machine } }) =>
        `${machine.platform}, Node ${machine.node}, ${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`,
    ),
    fact('peak memory', `${peak.toFixed(0)} MiB`),
    commit.lines.length > 0 ? commit : fact('commit', 'not kept in these older records'),
    all('libraries', ({ provenance }) =>
      Object.entries(provenance.libraries ?? {})
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ),
    all('data', ({ provenance: { data } }) => `${data.origin}, SHA-256 ${data.digest.slice(0, 16)}…`),
  ].filter(({ lines }) => lines.length > 0);
}

/** What is said in one line. */
export function fact(name: string, line: string): Fact {
  return { name, lines: [line] };
}
