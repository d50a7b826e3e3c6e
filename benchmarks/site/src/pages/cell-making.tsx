import type { VNode } from 'preact';
import { settingsOf, trainingFacts } from '../model/facts.ts';
import { phaseFacts, provenanceFacts } from '../model/run-facts.ts';
import type { SiteCell } from '../model/types.ts';
import { Command } from '../parts/copy.tsx';
import { FactItem, FactsList, Settings } from '../parts/facts-list.tsx';

/** How a cell was trained, what it cost, where, with what code, and how to have it again. */
export function CellMaking({ cell }: { readonly cell: SiteCell }): VNode {
  const records = [...cell.result.records, ...cell.result.failures];
  return (
    <>
      <section>
        <h2 id="again">Again</h2>
        <p>To the bit with the same engine, threads and kind of processor.</p>
        <Command text={cell.command} />
      </section>
      <section>
        <h2 id="training">Training</h2>
        <FactsList facts={trainingFacts(cell)} />
        <dl class="facts-list">
          <FactItem name="hyperparameters">
            <Settings settings={settingsOf(cell)} />
          </FactItem>
        </dl>
        <FactsList facts={phaseFacts(records)} />
      </section>
      <section>
        <h2 id="provenance">Provenance</h2>
        <FactsList facts={provenanceFacts(records)} />
      </section>
    </>
  );
}
