import { setOfResults, withInterval } from '@hebbench/benchmarks/published';
import { metric } from '@hebbench/report';
import type { VNode } from 'preact';
import { rulePath } from '../markdown/links.ts';
import type { SiteCell } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Verdict } from '../parts/verdict.tsx';
import { CellCurve } from './cell-curve.tsx';
import { CellMaking } from './cell-making.tsx';
import { CellSeeds } from './cell-seeds.tsx';
import type { CellStanding } from './cell-standing.ts';
import type { Page } from './page.ts';

/** A cell with all its evidence. */
export function cellPage(cell: SiteCell, standing: CellStanding): Page {
  const { path, title, report, id } = cell;
  return {
    path,
    title: `${title} · ${report.title}`,
    description: `Evidence for ${id}.`,
    section: 'results',
    wide: true,
    charts: cell.result.records.some(({ details }) => Array.isArray(details['curve'])),
    body: () => <CellBody cell={cell} standing={standing} />,
  };
}

function CellBody({ cell, standing }: { readonly cell: SiteCell; readonly standing: CellStanding }): VNode {
  const { id, title, report, result } = cell;
  return (
    <>
      <Crumbs above={[{ path: 'results/index.html', title: 'Results' }, report]} />
      <h1>{title}</h1>
      <p>
        <code>{id}</code>
      </p>
      <Headline cell={cell} standing={standing} />
      <CellSeeds cell={cell} />
      <CellCurve records={result.records} />
      <CellMaking cell={cell} />
    </>
  );
}

function Headline({ cell, standing }: { readonly cell: SiteCell; readonly standing: CellStanding }): VNode {
  const { result, report } = cell;
  const { rule, dataset, nonnegative, hidden, tuning } = result.cell;
  const accuracy = metric(result, 'accuracy');
  const set = setOfResults(dataset, report.results)?.title ?? dataset;
  return (
    <dl class="headline">
      {accuracy && (
        <div>
          <dt>{tuning ? 'accuracy on validation images, %' : 'accuracy, %'}</dt>
          <dd class="big">{withInterval(accuracy)}</dd>
        </div>
      )}
      {standing.verdicts.map(({ claim, paper, verdict }) => (
        <div>
          <dt>{claim}</dt>
          <dd>
            <Verdict text={verdict} /> <small>paper: {paper}</small>
          </dd>
        </div>
      ))}
      {standing.overControl !== undefined && (
        <div>
          <dt>above the control</dt>
          <dd>{standing.overControl}</dd>
        </div>
      )}
      <div>
        <dt>rule</dt>
        <dd>
          <a href={`@/${rulePath(rule)}`}>{rule}</a>
        </dd>
      </div>
      <div>
        <dt>network</dt>
        <dd>
          {set}
          {nonnegative ? ', nonnegative weights' : ''}, {layersText(hidden)}
        </dd>
      </div>
      {result.status !== 'ok' && (
        <div>
          <dt>status</dt>
          <dd>{statusText(cell)}</dd>
        </div>
      )}
    </dl>
  );
}

/** `2000 units`, `10 × 2000 units`, `500 and 300 units`. */
function layersText(hidden: readonly number[]): string {
  const [first] = hidden;
  if (hidden.length === 1) return `${first} hidden units`;
  return hidden.every((units) => units === first)
    ? `${hidden.length} × ${first} hidden units`
    : `hidden layers of ${hidden.join(', ')} units`;
}

function statusText({ result }: SiteCell): string {
  const { records, failures, cell } = result;
  if (failures.length > 0) return `${failures.length} of ${cell.seeds.length} seeds failed`;
  return `${records.length} of ${cell.seeds.length} seeds so far`;
}
