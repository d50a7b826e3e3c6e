import type { VNode } from 'preact';
import { MEASURES, type League, type Standing } from '../model/league.ts';
import { localText, MEASURE_TITLES } from './leaderboard-words.ts';

/** Columns that may be left out, and whether they are shown at first. */
const COLUMNS: readonly (readonly [name: string, title: string, shown: boolean])[] = [
  ['rank', 'rank', true],
  ['variant', 'settings', false],
  ['family', 'family', false],
  ['local', 'local', true],
  ['depth', 'layers', false],
  ['interval', 'interval', true],
  ['difference', 'over control', true],
  ...MEASURES.map((name) => [name, MEASURE_TITLES[name], name !== 'dalesLaw'] as const),
  ['seconds', 'training', false],
  ['seeds', 'seeds', false],
];

/** What of the leaderboard is shown. */
export function LeaderboardForm({ boards }: { readonly boards: readonly League[] }): VNode {
  const all = boards.flatMap(({ standings }) => standings);
  const values = (of: (standing: Standing) => string): string[] => [...new Set(all.map(of))];
  const first = boards[0]?.standings[0];
  return (
    <form class="filters" data-table="board" aria-label="Choose rows and columns">
      <label>
        Source
        <select name="source">
          {boards.map(({ report }) => (
            <option value={report.slug}>{report.title}</option>
          ))}
        </select>
      </label>
      <Choice name="dataset" title="Data" values={values(({ dataset }) => dataset)} chosen={first?.dataset} />
      <Choice name="constraint" title="Constraint" values={['none', 'nonnegative']} chosen="none" />
      <Choice
        name="depth"
        title="Hidden layers"
        values={values(({ cell }) => String(cell.result.cell.hidden.length)).toSorted(
          (a, b) => Number(a) - Number(b),
        )}
      />
      <Choice name="family" title="Family" values={values(({ rule }) => rule.family).toSorted()} />
      <Choice name="local" title="Local" values={values(({ rule }) => localText(rule.local)).toSorted()} />
      <button type="reset">Reset</button>
      <output />
      <details class="columns">
        <summary>Columns</summary>
        <fieldset>
          <legend class="unseen">Columns</legend>
          {COLUMNS.map(([name, title, shown]) => (
            <label>
              <input type="checkbox" value={name} checked={shown} /> {title}
            </label>
          ))}
        </fieldset>
      </details>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly chosen?: string | undefined;
}

function Choice({ name, title, values, chosen }: ChoiceProps): VNode {
  return (
    <label>
      {title}
      <select name={name}>
        <option value="">all</option>
        {values.map((value) => (
          <option value={value} selected={value === chosen}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
