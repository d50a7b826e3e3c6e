import type { VNode } from 'preact';
import type { Citation } from '../model/citation.ts';
import { Command } from '../parts/copy.tsx';
import type { Page } from './page.ts';

/** How to cite, and how to add results, rules and data sets of one's own. */
export function citePage(citation: Citation, hasApi: boolean): Page {
  return {
    path: 'cite.html',
    title: 'Cite and add yours',
    description: 'How to cite Hebbench, how to see your own runs here, and how to add a rule or a data set.',
    section: 'cite',
    body: () => <Cite citation={citation} hasApi={hasApi} />,
  };
}

function Cite({ citation, hasApi }: { readonly citation: Citation; readonly hasApi: boolean }): VNode {
  return (
    <>
      <h1>Cite and add yours</h1>
      <section>
        <h2 id="cite">How to cite</h2>
        <p>{citation.message}</p>
        <Command text={citation.bibtex} />
        {citation.references.map(({ note, bibtex }) => (
          <>
            <p>{note}:</p>
            <Command text={bibtex} />
          </>
        ))}
        <p>
          A number is cited with its cell, scale and commit: its page has all three, and the command that
          repeats it.
        </p>
      </section>
      <section>
        <h2 id="runs">Your runs, on this site</h2>
        <p>Beside those that are published, and while they train:</p>
        <Command text="pnpm site --runs runs --open" />
      </section>
      <section>
        <h2 id="rule">Your rule</h2>
        <p>A package that works, with tests and a checklist; then its row, beside the control:</p>
        <Command
          text={
            'pnpm new:rule my-rule\npnpm test packages/rule-my-rule\npnpm bench --filter table1 --rule my-rule,random-features'
          }
        />
        <p>
          <a href="@/guides/adding-a-rule.html">Adding a rule</a> walks through one from its equation to its
          row.
          {hasApi && (
            <>
              {' '}
              <a href="@/api/index.html">The API reference</a> has the contract.
            </>
          )}
        </p>
      </section>
      <section>
        <h2 id="data">Your images</h2>
        <p>A folder of IDX, NumPy, CSV, CIFAR or PNG files runs through any suite:</p>
        <Command text="pnpm bench --filter table1 --dataset mine=FOLDER" />
        <p>
          <a href="@/guides/own-data.html">Your own images</a>, and{' '}
          <a href="@/guides/adding-a-data-set.html">data sets as packages</a>.
        </p>
      </section>
    </>
  );
}
