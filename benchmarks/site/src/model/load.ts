import {
  claimParts,
  discoverRules,
  findRulePackages,
  publishedResults,
  REPORTS,
  repositoryState,
  type InstalledRule,
} from '@hebbench/benchmarks/published';
import { loadGuides } from './guides.ts';
import { loadReports } from './reports.ts';
import { siteRules } from './rules.ts';
import type { SiteModel, SiteReport } from './types.ts';

/** What a site is loaded from. */
export interface SiteSources {
  /** Folder of a user's own runs, beside those that are published. @defaultValue none */
  readonly runs?: string | undefined;
  /** Packages of rules from outside of this repository. @defaultValue none */
  readonly plugins?: readonly string[];
  /** The API reference in Markdown, by its file's name. @defaultValue none */
  readonly api?: ReadonlyMap<string, string>;
  /** Told of what is left out. */
  readonly warn: (message: string) => void;
}

/** What stays as it is while runs are watched. */
export interface Published {
  readonly rules: ReadonlyMap<string, InstalledRule>;
  readonly reports: readonly SiteReport[];
  readonly model: Omit<SiteModel, 'reports' | 'rules' | 'hasOwn'>;
}

/** Loads all that is published. */
export async function loadPublished({ plugins = [], api, warn }: SiteSources): Promise<Published> {
  const { rules, faults } = await discoverRules(findRulePackages(plugins));
  faults.forEach(({ message }) => warn(message));
  const reports = await loadReports(REPORTS, { rules, own: false, warn });
  return {
    rules,
    reports,
    model: {
      claims: claimParts(publishedResults(REPORTS, { rules, warn })),
      guides: loadGuides(),
      api: api ?? new Map(),
      commit: repositoryState().commit ?? undefined,
    },
  };
}

/** All that the site shows: what is published, and a user's own runs as they are now. */
export async function withRuns(
  { rules, reports, model }: Published,
  { runs, warn }: SiteSources,
): Promise<SiteModel> {
  const own = runs === undefined ? [] : await loadReports(runs, { rules, own: true, warn });
  const all = [...own, ...reports];
  return { ...model, reports: all, rules: siteRules(rules, all, warn), hasOwn: runs !== undefined };
}
