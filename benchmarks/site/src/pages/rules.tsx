import type { VNode } from 'preact';
import type { SiteModel, SiteRule } from '../model/types.ts';
import { rulePath } from '../markdown/links.ts';
import { localText } from './leaderboard-words.ts';
import type { Page } from './page.ts';

/** The list of rules. */
export function rulesPage({ rules }: SiteModel): Page {
  return {
    path: 'rules/index.html',
    title: 'Rules',
    description: 'All learning rules, each with its equation, source, presets and results.',
    section: 'rules',
    body: () => <Rules rules={rules} />,
  };
}

function Rules({ rules }: { readonly rules: readonly SiteRule[] }): VNode {
  const families = [...new Set(rules.map(({ family }) => family))].toSorted();
  return (
    <>
      <h1>Rules</h1>
      <p>
        Each is a package of its own behind one interface. Local: no error is sent to a hidden unit; its
        weights change by the activity of its own layer and of the one below, by weights of its own layer, and
        by at most one number that is the same for all.
      </p>
      {families.map((family) => (
        <section>
          <h2>{family.charAt(0).toUpperCase() + family.slice(1)}</h2>
          <ul class="cards">
            {rules
              .filter((rule) => rule.family === family)
              .map(({ name, title, local, description }) => (
                <li>
                  <a href={`@/${rulePath(name)}`}>
                    <strong>{title}</strong>
                    <span>{description?.citation ?? 'Not installed here: known from records alone.'}</span>
                    <small>
                      {name}, local: {localText(local)}
                    </small>
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
