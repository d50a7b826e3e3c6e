import { kindOfMachine, rerunCommand, valueText } from '@hebbench/benchmarks/published';
import type { RunRecord } from '@hebbench/core';
import type { ComponentChildren, VNode } from 'preact';
import type { SiteCell } from '../model/types.ts';
import { Command } from '../parts/copy.tsx';

/** How a cell was trained, what it cost, where, with what code, and how to have it again. */
export function CellMaking({ cell }: { readonly cell: SiteCell }): VNode {
  const { result, report, id } = cell;
  const records = [...result.records, ...result.failures];
  return (
    <>
      <section>
        <h2 id="again">Again</h2>
        <p>To the bit with the same engine, threads and kind of processor.</p>
        <Command text={rerunCommand(id, report.results)} />
      </section>
      <section>
        <h2 id="training">Training</h2>
        <dl class="facts-list">{trainingFacts(cell, records)}</dl>
      </section>
      <section>
        <h2 id="provenance">Provenance</h2>
        <dl class="facts-list">{provenanceFacts(records)}</dl>
      </section>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function trainingFacts({ result: { cell } }: SiteCell, records: readonly RunRecord[]): VNode[] {
  const { preset, budget, trainImages, testImages, tuning } = cell;
  const [first] = records;
  const hyperparameters = Object.entries(first?.provenance.hyperparameters ?? {});
  return [
    <Fact name="preset">{preset}</Fact>,
    <Fact name="epochs">
      {budget.hiddenEpochs} without labels, {budget.headEpochs} with labels
    </Fact>,
    <Fact name="images">
      {trainImages === undefined ? 'all training images' : `${trainImages} training images`};{' '}
      {tuning ? 'scored on validation images' : `${testImages ?? 'all'} test images`}
    </Fact>,
    <Fact name="hyperparameters">
      <pre class="settings">
        {hyperparameters.map(([name, value]) => `${name} ${valueText(value)}`).join('\n')}
      </pre>
    </Fact>,
    ...phaseFacts(records),
  ];
}

/** Seconds of a phase are a mean over seeds, which the seconds of each seed stand beside above. */
function phaseFacts(records: readonly RunRecord[]): VNode[] {
  const names = [...new Set(records.flatMap(({ phases }) => phases.map(({ name }) => name)))];
  return names.map((name) => {
    const own = records.flatMap(({ phases }) => phases.filter((phase) => phase.name === name));
    const seconds = own.reduce((sum, phase) => sum + phase.seconds, 0) / own.length;
    const [{ epochs, updates }] = own as [(typeof own)[number]];
    return (
      <Fact name={`phase ${name}`}>
        {Number(epochs.toFixed(3))} epochs, {updates.toLocaleString('en')} updates, {seconds.toFixed(1)} s
      </Fact>
    );
  });
}

function provenanceFacts(records: readonly RunRecord[]): VNode[] {
  const all = (pick: (record: RunRecord) => string | undefined): string[] => [
    ...new Set(records.flatMap((record) => pick(record) ?? [])),
  ];
  const commits = all(({ provenance: { code } }) =>
    code ? `${code.commit?.slice(0, 12) ?? 'no commit'}${code.clean ? '' : ' with changes'}` : undefined,
  );
  const libraries = all(({ provenance }) =>
    Object.entries(provenance.libraries ?? {})
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  );
  const peak = Math.max(...records.map(({ provenance }) => provenance.peakMemoryBytes)) / 2 ** 20;
  return [
    <Fact name="machine">{lines(all(kindOfMachine))}</Fact>,
    <Fact name="system">
      {lines(
        all(
          ({ provenance: { machine } }) =>
            `${machine.platform}, Node ${machine.node}, ${machine.cores} cores`,
        ),
      )}
    </Fact>,
    <Fact name="peak memory">{peak.toFixed(0)} MiB</Fact>,
    <Fact name="commit">{commits.length === 0 ? 'not kept in these older records' : lines(commits)}</Fact>,
    ...(libraries.join('') === '' ? [] : [<Fact name="libraries">{lines(libraries)}</Fact>]),
    <Fact name="data">
      {lines(all(({ provenance: { data } }) => `${data.origin}, SHA-256 ${data.digest.slice(0, 16)}…`))}
    </Fact>,
  ];
}

function lines(texts: readonly string[]): ComponentChildren {
  return texts.map((text, i) => (
    <>
      {i > 0 && <br />}
      {text}
    </>
  ));
}
