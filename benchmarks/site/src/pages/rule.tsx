import type { VNode } from 'preact';
import { renderMarkdown } from '../markdown/render.ts';
import { rulePath, type SiteLinks } from '../markdown/links.ts';
import type { SiteModel, SiteRule } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Prose } from '../parts/prose.tsx';
import { localText } from './leaderboard-words.ts';
import type { Page } from './page.ts';
import { kernelPictures } from './pictures.tsx';
import { RuleResults } from './rule-results.tsx';
import { RuleSettings } from './rule-settings.tsx';

/** A rule: equation, source, presets, all its results, and what its units look for. */
export function rulePage(rule: SiteRule, model: SiteModel, links: SiteLinks): Page {
  return {
    path: rulePath(rule.name),
    title: rule.title,
    description: `${rule.title}: equation, source, presets, results and kernels.`,
    section: 'rules',
    wide: true,
    body: () => <Rule rule={rule} model={model} links={links} />,
  };
}

interface RuleProps {
  readonly rule: SiteRule;
  readonly model: SiteModel;
  readonly links: SiteLinks;
}

function Rule({ rule, model, links }: RuleProps): VNode {
  const { name, title, family, local, from, description, readme } = rule;
  return (
    <>
      <Crumbs above={[{ path: 'rules/index.html', title: 'Rules' }]} here={title} />
      <h1>{title}</h1>
      <p class="files">
        <code>{name}</code>, {from ?? 'not installed here'}. Family: {family}. Local: {localText(local)}.
      </p>
      {description && <p>{description.citation}</p>}
      <nav class="contents" aria-label="On this page">
        <ul>
          {readme && (
            <li>
              <a href="#about">Equation and source</a>
            </li>
          )}
          {description && (
            <li>
              <a href="#presets">Presets</a>
            </li>
          )}
          <li>
            <a href="#results">Results</a>
          </li>
        </ul>
      </nav>
      {readme && (
        <section>
          <h2 id="about">Equation and source</h2>
          <Prose html={renderMarkdown(readme.text, { resolve: (href) => links(href, readme.path) }).html} />
        </section>
      )}
      <RuleKernels name={name} model={model} />
      {description && <RuleSettings description={description} />}
      <section>
        <h2 id="results">Results</h2>
        <RuleResults rule={name} reports={model.reports} />
      </section>
    </>
  );
}

function RuleKernels({ name, model }: { readonly name: string; readonly model: SiteModel }): VNode | null {
  const pictures = model.reports
    .filter(({ own, folder }) => !own && folder.scale === 'paper')
    .flatMap((report) => kernelPictures(report))
    .filter(({ file }) => file.includes(`-${name}-`));
  if (pictures.length === 0) return null;
  return (
    <section>
      <h2 id="kernels">Kernels</h2>
      <div class="kernels">
        {pictures.map(({ src, text, title }) => (
          <figure>
            <img src={`@/${src}`} alt={text} loading="lazy" />
            <figcaption>{title}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}
