import { withInterval } from '@hebbench/benchmarks/published';
import { metric } from '@hebbench/report';
import type { VNode } from 'preact';
import { anchorOf, nameOnPage } from '../model/cells.ts';
import { inCommon, settingsOf, trainingFacts } from '../model/facts.ts';
import { recordsPath } from '../model/reports.ts';
import { fact, type Fact } from '../model/run-facts.ts';
import type { EvidencePage, SiteCell } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Command } from '../parts/copy.tsx';
import { FactsList } from '../parts/facts-list.tsx';
import type { Page } from './page.ts';

/** Cells that are alike, each with its evidence: what all have in common is said once. */
export function candidatesPage({ path, title, cells }: EvidencePage): Page {
  const [{ report }] = cells as [SiteCell];
  return {
    path,
    title: `${title} · ${report.title}`,
    description: `Evidence for ${cells.length} cells: ${title}.`,
    section: 'results',
    wide: true,
    charts: true,
    body: () => <Candidates title={title} cells={cells} />,
  };
}

function Candidates({
  title,
  cells,
}: {
  readonly title: string;
  readonly cells: readonly SiteCell[];
}): VNode {
  const [{ report, result }] = cells as [SiteCell];
  const { common, own } = inCommon(cells.map(factsOf));
  const ranked = cells
    .map((cell, i) => ({ cell, facts: own[i]! }))
    .toSorted((a, b) => meanOf(b.cell) - meanOf(a.cell));
  return (
    <>
      <Crumbs above={[{ path: 'results/index.html', title: 'Results' }, report]} />
      <h1>{title}</h1>
      <p>
        {cells.length === 1 ? 'One cell' : `${cells.length} cells`}, by accuracy
        {result.cell.tuning
          ? ' on validation images: settings are chosen by it, and no test image is seen'
          : ''}
        . Each opens to its seeds, learning curve, settings, cost, and the command that repeats it.
      </p>
      <div class="candidates" data-records={`@/${recordsPath(report.slug)}`}>
        {ranked.map(({ cell, facts }) => (
          <Candidate cell={cell} facts={facts} open={cells.length === 1} />
        ))}
      </div>
      <section>
        <h2 id="common">What all have in common</h2>
        <FactsList facts={common} />
      </section>
    </>
  );
}

interface CandidateProps {
  readonly cell: SiteCell;
  /** What others do not have in common with it. */
  readonly facts: readonly Fact[];
  readonly open: boolean;
}

function Candidate({ cell, facts, open }: CandidateProps): VNode {
  return (
    <details id={anchorOf(cell.id)} open={open} data-evidence={cell.id}>
      <summary>
        <strong>{nameOnPage(cell)}</strong> <span class="value">{accuracyText(cell)}</span>
      </summary>
      {facts.length > 0 && <FactsList facts={facts} />}
      <Command text={cell.command} />
    </details>
  );
}

function accuracyText({ result }: SiteCell): string {
  const accuracy = metric(result, 'accuracy');
  return accuracy ? `${withInterval(accuracy)} %` : 'failed';
}

function meanOf({ result }: SiteCell): number {
  return metric(result, 'accuracy')?.mean ?? -1;
}

/** What a cell trains with, its settings one by one: most of them are those of others, too. */
function factsOf(cell: SiteCell): Fact[] {
  return [
    fact('rule', cell.result.cell.rule),
    ...trainingFacts(cell),
    ...[...settingsOf(cell)].map(([name, value]) => fact(name, value)),
  ];
}
