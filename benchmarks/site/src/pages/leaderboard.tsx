import { CONTROL_ROW, percent, pText, signed } from '@hebbench/benchmarks/published';
import type { Summary } from '@hebbench/report';
import type { VNode } from 'preact';
import { MEASURES, type Difference, type League, type Standing } from '../model/league.ts';
import { rulePath } from '../markdown/links.ts';
import { LeaderboardForm } from './leaderboard-form.tsx';
import { localText, MEASURE_TITLES } from './leaderboard-words.ts';
import type { Page } from './page.ts';

/** All rules, held against each other: sorted, filtered, with intervals and differences from the control. */
export function leaderboardPage(boards: readonly League[]): Page {
  return {
    path: 'leaderboard.html',
    title: 'Leaderboard',
    description:
      'Learning rules side by side: sort, filter, choose columns; intervals are drawn, differences tested.',
    section: 'leaderboard',
    wide: true,
    body: () => <Leaderboard boards={boards} />,
  };
}

function Leaderboard({ boards }: { readonly boards: readonly League[] }): VNode {
  const standings = boards.flatMap((board) => board.standings.map((standing) => ({ standing, board })));
  return (
    <>
      <h1>Leaderboard</h1>
      <p class="legend-text">
        Rules are ranked within one source: sizes and budgets differ between sources. Bars are 95 % intervals
        over seeds. Over control: ▲ and ▼ are larger than chance, ≈ is not (paired t-test over common seeds,
        corrected for all comparisons of the source by Holm), · has fewer than the three seeds that a test
        needs. The control is an untrained hidden layer of the same shape.
      </p>
      <LeaderboardForm boards={boards} />
      <div class="scroll tall" tabIndex={0} role="group" aria-label="Leaderboard">
        <table id="board" class="board sortable">
          <thead>
            <tr>
              <th scope="col">rule</th>
              <th scope="col" class="c-variant">
                settings
              </th>
              <th scope="col" class="c-family">
                family
              </th>
              <th scope="col" class="c-local">
                local
              </th>
              <th scope="col">data</th>
              <th scope="col" class="num c-depth">
                layers
              </th>
              <th scope="col" class="num">
                accuracy %
              </th>
              <th scope="col" class="num c-interval">
                <span data-scale="">interval</span>
              </th>
              <th scope="col" class="num c-difference">
                over control
              </th>
              {MEASURES.map((name) => (
                <th scope="col" class={`num c-${name}`}>
                  {MEASURE_TITLES[name]}
                </th>
              ))}
              <th scope="col" class="num c-seconds">
                training, s
              </th>
              <th scope="col" class="num c-seeds">
                seeds
              </th>
            </tr>
          </thead>
          <tbody>
            {standings
              .toSorted((a, b) => b.standing.accuracy.mean - a.standing.accuracy.mean)
              .map(({ standing, board }) => (
                <Row standing={standing} source={board.report.slug} />
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ standing, source }: { readonly standing: Standing; readonly source: string }): VNode {
  const { cell, rule, variant, dataset, accuracy, others, seconds, difference } = standing;
  const { nonnegative, hidden, rule: name } = cell.result.cell;
  const [low, high] = accuracy.ci95 ?? [accuracy.mean, accuracy.mean];
  const isControl = name === CONTROL_ROW.rule;
  return (
    <tr
      data-source={source}
      data-dataset={dataset}
      data-constraint={nonnegative ? 'nonnegative' : 'none'}
      data-depth={String(hidden.length)}
      data-family={rule.family}
      data-local={localText(rule.local)}
      class={isControl ? 'linked control' : 'linked'}
    >
      <th scope="row" data-sort={rule.title}>
        <span class="rank c-rank" data-rank="" />
        <a href={`@/${rulePath(name)}`}>{rule.title}</a>
      </th>
      <td class="c-variant">{variant || '–'}</td>
      <td class="c-family">{rule.family}</td>
      <td class="c-local">{localText(rule.local)}</td>
      <td>
        {dataset}
        {nonnegative ? '⁺' : ''}
      </td>
      <td class="num c-depth">{hidden.length}</td>
      <td class="num" data-sort={accuracy.mean}>
        <a class="evidence" href={`@/${cell.path}`}>
          {percent(accuracy.mean)}
        </a>
        <small>{accuracy.ci95 ? ` ± ${percent(accuracy.ci95[1] - accuracy.mean)}` : ''}</small>
      </td>
      <td class="c-interval" data-sort={accuracy.mean}>
        <span class="interval" data-low={low} data-mean={accuracy.mean} data-high={high} aria-hidden="true" />
      </td>
      <td class="num c-difference" data-sort={difference?.mean ?? ''}>
        <Over difference={difference} isControl={isControl} />
      </td>
      {MEASURES.map((measure) => (
        <td class={`num c-${measure}`} data-sort={others[measure]?.mean ?? ''}>
          <Measure summary={others[measure]} />
        </td>
      ))}
      <td class="num c-seconds" data-sort={seconds ?? ''}>
        {seconds === undefined ? '–' : seconds.toFixed(seconds < 100 ? 1 : 0)}
      </td>
      <td class="num c-seeds">{accuracy.count}</td>
    </tr>
  );
}

function Measure({ summary }: { readonly summary: Summary | undefined }): VNode {
  if (!summary) return <>–</>;
  return (
    <>
      {percent(summary.mean)}
      <small>{summary.ci95 ? ` ± ${percent(summary.ci95[1] - summary.mean)}` : ''}</small>
    </>
  );
}

/** The difference from the control, marked where it is larger than chance. */
function Over({
  difference,
  isControl,
}: {
  readonly difference: Difference | undefined;
  readonly isControl: boolean;
}): VNode {
  if (isControl) return <>0</>;
  if (!difference) return <>–</>;
  const { mean, half, p, beyondChance } = difference;
  const [sign, tone, text] =
    beyondChance === undefined
      ? ['·', 'open', 'too few seeds for a test']
      : !beyondChance
        ? ['≈', 'open', `within chance, p ${pText(p)}`]
        : mean > 0
          ? ['▲', 'holds', `larger than chance, p ${pText(p)}`]
          : ['▼', 'fails', `larger than chance, p ${pText(p)}`];
  return (
    <>
      {signed(mean)}{' '}
      <span class={`sign ${tone}`} title={text}>
        {sign}
        <span class="unseen"> {text}</span>
      </span>
      <small>{half === undefined ? '' : ` ± ${percent(half)}`}</small>
    </>
  );
}
