import type { ClaimPart, RuleDescription, ReportFolder, SuiteResults } from '@hebbench/benchmarks/published';
import type { CellResult } from '@hebbench/report';
import type { LineChartOptions } from '@hebbench/report/figures';

/** A cell with its evidence. */
export interface SiteCell {
  /** Of the suite, e.g. `table1/mnist/free/1-layer/backprop/end-to-end`. */
  readonly id: string;
  /** Where its evidence stands, from the root of the site: a page, or a place on one. */
  readonly path: string;
  /** For people, e.g. `BP, MNIST 1ᵃ`. */
  readonly title: string;
  readonly report: SiteReport;
  readonly result: CellResult;
  /** What repeats it. */
  readonly command: string;
}

/** A page with the evidence for a cell, or for several that are alike. */
export interface EvidencePage {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  /** At least one. */
  readonly cells: readonly SiteCell[];
  /** Whether it is a page for several, even if there is one so far. */
  readonly shared: boolean;
}

/** A suite's results at one scale on one kind of data. */
export interface SiteReport {
  /** Unique, and fit for a file name: `table1-paper-real`; `own-…` for a user's own runs. */
  readonly slug: string;
  /** Short, e.g. `Table 1, scale paper`. */
  readonly title: string;
  /** Its page, from the root of the site. */
  readonly path: string;
  /** Whether these are a user's own runs, and not published ones. */
  readonly own: boolean;
  readonly folder: ReportFolder;
  readonly results: SuiteResults;
  /** Those with a record, in the report's order. */
  readonly cells: readonly SiteCell[];
  /** The pages that their evidence stands on. */
  readonly pages: readonly EvidencePage[];
  /** Whether it is of experiments: of cells with something changed in them. @defaultValue false */
  readonly experiments?: boolean;
  /** Of experiments, the report with the cells that they change. @defaultValue there is none */
  readonly base?: SiteReport | undefined;
  /** The report in Markdown. */
  readonly summary: string;
  /** Its other files by name: CSV and pictures. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What its charts show, by the names of their files. */
  readonly charts: ReadonlyMap<string, LineChartOptions>;
}

/** A rule with a page of its own. */
export interface SiteRule {
  readonly name: string;
  readonly title: string;
  /** What kind of rule it is; `other` if its package does not say. */
  readonly family: string;
  /** `undefined` if its package does not say. */
  readonly local: boolean | undefined;
  /** Name and version of its package; `undefined` for a rule that is not installed here, but has records. */
  readonly from: string | undefined;
  readonly description: RuleDescription | undefined;
  /** Its package's README in Markdown, and where that is in the repository. */
  readonly readme: { readonly path: string; readonly text: string } | undefined;
}

/** A page of the docs. */
export interface SiteGuide {
  /** In the repository, e.g. `docs/findings.md`. */
  readonly source: string;
  /** Its page, from the root of the site. */
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** All that the site is made of. */
export interface SiteModel {
  readonly reports: readonly SiteReport[];
  readonly rules: readonly SiteRule[];
  /** The paper's claims with what was found, in the report that they were found in. */
  readonly claims: readonly ClaimPart[];
  readonly guides: readonly SiteGuide[];
  /** The API reference in Markdown, by its file's name; empty if it was left out. */
  readonly api: ReadonlyMap<string, string>;
  /** The commit that the site was made at; `undefined` outside of a repository. */
  readonly commit: string | undefined;
  /** Whether a user's own runs are in it. */
  readonly hasOwn: boolean;
}
