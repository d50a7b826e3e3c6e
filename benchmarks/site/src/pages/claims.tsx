import {
  CLAIM_NOTE,
  verdictCounts,
  verdictWord,
  type Claim,
  type ClaimPart,
} from '@hebbench/benchmarks/published';
import type { ComponentChildren, VNode } from 'preact';
import type { SiteModel, SiteReport } from '../model/types.ts';
import { Sentence } from '../parts/prose.tsx';
import { Verdict } from '../parts/verdict.tsx';

/** The paper's claims in one table that can be filtered: claim, paper, ours, control, verdict. */
export function ClaimTables({ model }: { readonly model: SiteModel }): VNode {
  const all = model.claims.flatMap(({ claims }) => claims);
  const words = verdictCounts(all).map(([word]) => word);
  return (
    <>
      <p>
        {CLAIM_NOTE} “Reachable” is less: the paper prints no length of training, and the fewest epochs that
        reach its number on validation images were taken.
      </p>
      <form class="filters" data-table="claims-table" aria-label="Choose claims">
        <label>
          Verdict
          <select name="verdict">
            <option value="">all</option>
            {words.map((word) => (
              <option value={word}>{word}</option>
            ))}
          </select>
        </label>
        <label>
          About
          <select name="about">
            <option value="">all</option>
            {model.claims.map(({ group }) => (
              <option value={group.title}>{group.title}</option>
            ))}
          </select>
        </label>
        <button type="reset">Show all</button>
        <output />
      </form>
      <div class="scroll" tabIndex={0} role="group" aria-label="The paper’s claims">
        <table id="claims-table" class="claims sortable">
          <thead>
            <tr>
              {['claim', 'paper', 'ours', 'control', 'verdict', 'about'].map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {model.claims.flatMap((part) =>
              part.claims.map((claim) => <Row claim={claim} part={part} report={reportOf(model, part)} />),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RowProps {
  readonly claim: Claim;
  readonly part: ClaimPart;
  readonly report: SiteReport | undefined;
}

function Row({ claim, part, report }: RowProps): VNode {
  return (
    <tr data-verdict={verdictWord(claim)} data-about={part.group.title}>
      <th scope="row">
        <Sentence text={claim.claim} />
      </th>
      <td>
        <Sentence text={claim.paper} />
      </td>
      <td>
        <Finding text={claim.ours} path={pathOf(claim.cell, report)} />
      </td>
      <td>
        <Finding text={claim.control} path={pathOf(claim.controlCell, report)} />
      </td>
      <td data-sort={claim.verdict}>
        <Verdict text={claim.verdict} />
      </td>
      <td class="about">{part.group.title}</td>
    </tr>
  );
}

/** The report that claims were found in. */
function reportOf({ reports }: SiteModel, { group, results }: ClaimPart): SiteReport | undefined {
  return reports.find(
    ({ own, folder }) =>
      !own &&
      folder.suite.name === group.suite &&
      folder.scale === results?.scale &&
      folder.data === results.data,
  );
}

/** The page of a claim's cell, or of the report, where the claim is of several. */
function pathOf(id: string | undefined, report: SiteReport | undefined): string | undefined {
  return report?.cells.find((cell) => cell.id === id)?.path ?? report?.path;
}

/** What was found, as a link to its evidence; what makes it long opens below. */
function Finding({ text, path }: { readonly text: string; readonly path: string | undefined }): VNode {
  const { head, rest } = shortened(text);
  const linked = (children: ComponentChildren): ComponentChildren =>
    path === undefined || text === '–' ? children : <a href={`@/${path}`}>{children}</a>;
  return (
    <>
      {linked(<Sentence text={head} />)}
      {rest !== '' && (
        <details>
          <summary>more</summary>
          <Sentence text={rest} />
        </details>
      )}
    </>
  );
}

/** Longer ones are read on request. */
const LONG = 40;

/** The number that a finding begins with, and what is said of it. */
export function shortened(text: string): { readonly head: string; readonly rest: string } {
  if (text.length <= LONG) return { head: text, rest: '' };
  const end = text.search(/ \(|[.;] |, beyond/);
  if (end < 0) return { head: text, rest: '' };
  return { head: text.slice(0, end), rest: text.slice(end).replace(/^[.;,]? /, '') };
}
