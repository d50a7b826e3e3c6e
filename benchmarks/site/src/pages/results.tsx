import type { VNode } from 'preact';
import { trainingHours } from '../model/find.ts';
import type { SiteGuide, SiteModel, SiteReport } from '../model/types.ts';
import { Training } from '../parts/training.tsx';
import type { Page } from './page.ts';

/** The list of all reports. */
export function resultsPage(model: SiteModel): Page {
  return {
    path: 'results/index.html',
    title: 'Results',
    description: 'All reports: every suite at every scale, from its stored records.',
    section: 'results',
    body: () => <Results model={model} />,
  };
}

function Results({ model }: { readonly model: SiteModel }): VNode {
  const { reports, guides, hasOwn } = model;
  const own = reports.filter((report) => report.own);
  const published = reports.filter((report) => !report.own);
  const others = guides.filter(({ source }) => source.startsWith('reports/'));
  return (
    <>
      <h1>Results</h1>
      {hasOwn && (
        <section>
          <h2>Your runs</h2>
          <Training />
          {own.length === 0 ? <p>No run has ended yet.</p> : <List reports={own} />}
        </section>
      )}
      <section>
        <h2>Published</h2>
        <List reports={published} />
      </section>
      <section>
        <h2>Speed and checks</h2>
        <ul>
          {others.map((guide: SiteGuide) => (
            <li>
              <a href={`@/${guide.path}`}>{guide.title}</a>{' '}
              <small>{guide.source.replace(/^reports\//, '')}</small>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function List({ reports }: { readonly reports: readonly SiteReport[] }): VNode {
  return (
    <ul class="cards">
      {reports.map((report) => {
        const { path, title, folder, cells, results } = report;
        const hours = trainingHours([report]);
        return (
          <li>
            <a href={`@/${path}`}>
              <strong>{title.replace(/^Your runs: /, '').replace(/^Your experiments/, 'Experiments')}</strong>
              <span>{folder.suite.title}</span>
              <small>
                {cells.length} cells, {results.records.length} runs,{' '}
                {hours < 1 ? `${(60 * hours).toFixed(0)} min` : `${hours.toFixed(0)} h`} of training
              </small>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
