import { verdictCounts } from '@hebbench/benchmarks/published';
import type { VNode } from 'preact';
import { publishedReport, trainingHours } from '../model/find.ts';
import type { SiteModel } from '../model/types.ts';
import type { SiteLinks } from '../markdown/links.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { Prose } from '../parts/prose.tsx';
import { SIGNS, TONE_ORDER, toneOf } from '../parts/verdict.tsx';
import { ClaimTables } from './claims.tsx';
import { HeadlineTable } from './headline-table.tsx';
import type { Page } from './page.ts';
import { Pictures } from './pictures.tsx';

/** The first page: what was found, in one screen; what it rests on below. */
export function frontPage(model: SiteModel, links: SiteLinks): Page {
  return {
    path: 'index.html',
    title: 'Hebbench: learning rules under identical conditions',
    description:
      'Biologically plausible learning rules and backpropagation, trained and measured under identical conditions: what was found, with the evidence for every number.',
    section: 'findings',
    wide: true,
    charts: true,
    body: () => <Front model={model} links={links} />,
  };
}

function Front({ model, links }: { readonly model: SiteModel; readonly links: SiteLinks }): VNode {
  const table = publishedReport(model, 'table1');
  return (
    <>
      <section class="hero">
        <div>
          <h1>Do biologically plausible rules learn as well as their paper says?</h1>
          <p class="lead">
            Competing learning rules and backpropagation, trained under identical conditions, beside a control
            whose hidden layers never learn.{' '}
            <a href="https://arxiv.org/abs/2603.03234">Inoue, Röhrbein and Knoblauch (2026)</a> put to the
            test.
          </p>
          <Facts model={model} />
        </div>
        <Counts model={model} />
      </section>
      <Said model={model} links={links} />
      {table && (
        <section>
          <h2 id="table-1">Table 1, ours beside the paper’s</h2>
          <HeadlineTable report={table} />
        </section>
      )}
      <section>
        <h2 id="pictures">Three pictures</h2>
        <Pictures model={model} />
      </section>
      <section>
        <h2 id="claims">Every claim of the paper</h2>
        <ClaimTables model={model} />
      </section>
    </>
  );
}

/** How many claims have which verdict, as one bar and in words. */
function Counts({ model }: { readonly model: SiteModel }): VNode {
  const claims = model.claims.flatMap((part) => part.claims);
  const counts = verdictCounts(claims).toSorted(
    ([a], [b]) => TONE_ORDER.indexOf(toneOf(a)) - TONE_ORDER.indexOf(toneOf(b)),
  );
  return (
    <div class="counts">
      <p>
        Of <strong>{claims.length} claims</strong> that can be measured:
      </p>
      <div class="bar" aria-hidden="true">
        {counts.map(([word, count]) => (
          <span class={toneOf(word)} style={`flex-grow: ${count}`} />
        ))}
      </div>
      <ul>
        {counts.map(([word, count]) => (
          <li class={toneOf(word)}>
            <a href={`#verdict=${encodeURIComponent(word)}`}>
              <span aria-hidden="true">{SIGNS[toneOf(word)]}</span> <strong>{count}</strong> {word}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What all of it rests on, in numbers. */
function Facts({ model }: { readonly model: SiteModel }): VNode {
  const published = model.reports.filter(({ own }) => !own);
  const runs = published.reduce((sum, { results }) => sum + results.records.length, 0);
  const cells = published.reduce((sum, report) => sum + report.cells.length, 0);
  const facts = [
    [runs.toLocaleString('en'), 'stored runs', 'results/index.html'],
    [cells.toLocaleString('en'), 'cells with evidence', 'results/index.html'],
    [String(model.rules.length), 'rules', 'rules/index.html'],
    [Math.round(trainingHours(published)).toLocaleString('en'), 'hours of training', 'results/index.html'],
  ] as const;
  return (
    <ul class="facts">
      {facts.map(([number, what, path]) => (
        <li>
          <a href={`@/${path}`}>
            <strong>{number}</strong> {what}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What the README says that the numbers say. */
function Said({ model, links }: { readonly model: SiteModel; readonly links: SiteLinks }): VNode | null {
  const list = saidIn(model.guides.find(({ source }) => source === 'README.md')?.text ?? '');
  if (list === undefined) return null;
  const { html } = renderMarkdown(list, { resolve: (href) => links(href, 'README.md') });
  return (
    <section class="said">
      <h2 id="found">What was found</h2>
      <Prose html={html} />
    </section>
  );
}

/** The first list of sentences that begin in bold, as a README has it. */
export function saidIn(readme: string): string | undefined {
  return /(?:^- \*\*.*\n)+/m.exec(readme)?.[0];
}
