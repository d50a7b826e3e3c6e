import type { VNode } from 'preact';

/** A page of the site. */
export interface Page {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  /** What search engines and people who share it see. */
  readonly description: string;
  /** The part of the site that it belongs to. */
  readonly section: Section;
  /** Whether it is as wide as the screen; text alone is not. @defaultValue false */
  readonly wide?: boolean;
  /** Whether it has charts. @defaultValue false */
  readonly charts?: boolean;
  /** What stands in it, below its title. Links to `@/…` are seen from the root of the site. */
  readonly body: () => VNode;
}

/** The parts of the site, as its head lists them. */
export const SECTIONS = [
  { name: 'findings', title: 'Findings', path: 'index.html' },
  { name: 'leaderboard', title: 'Leaderboard', path: 'leaderboard.html' },
  { name: 'results', title: 'Results', path: 'results/index.html' },
  { name: 'rules', title: 'Rules', path: 'rules/index.html' },
  { name: 'guides', title: 'Guides', path: 'guides/index.html' },
  { name: 'api', title: 'API', path: 'api/index.html' },
  { name: 'cite', title: 'Cite & add yours', path: 'cite.html' },
] as const;

/** Name of a part of the site. */
export type Section = (typeof SECTIONS)[number]['name'];
