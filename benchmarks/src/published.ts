/**
 * What others may read of results: the suites, stored records and what is made of them. Nothing here is written to.
 * @packageDocumentation
 */
export { claimParts, verdictCounts, verdictWord, type ClaimPart } from './claims/document.ts';
export { baseId, changeWords } from './experiments/changes.ts';
export { experimentCommand, experimentFiles } from './experiments/report.ts';
export { readProgress, type ToldProgress, type ToldRun } from './progress/told.ts';
export { publishedResults } from './publish/claims.ts';
export { REPORTS, RUNS, shown } from './results/folders.ts';
export { reportFolders, type ReportFolder } from './results/report-folders.ts';
export { resultsIn } from './results/rewrite-report.ts';
export { storedExperiments } from './results/stored-experiments.ts';
export { descriptionOf, discoverRules, type InstalledRule } from './rules/discover.ts';
export type { HyperparameterSchema, RuleDescription } from './rules/describe.ts';
export { findRulePackages } from './rules/packages.ts';
export { rangeText, valueText } from './rules/range-text.ts';
export type { CurvePoint } from './run/curve.ts';
export { setsOfKey, originOfKey } from './run/data-key.ts';
export { REPOSITORY, repositoryState } from './run/repository.ts';
export type { Suite, SuiteResults } from './suite.ts';
export { CLAIM_NOTE, type Claim } from './suites/common/claims.ts';
export { columnsOf, type Column } from './suites/common/columns.ts';
export { percent, pText, SIGNIFICANT, signed, withInterval } from './suites/common/format.ts';
export { kindOfMachine, secondsByKind } from './suites/common/machines.ts';
export { networkTitle } from './suites/common/networks.ts';
export { rerunCommand } from './suites/common/provenance.ts';
export { CONTROL_ROW } from './suites/common/rows/index.ts';
export { setOfResults } from './suites/common/sets.ts';
export { SUITES } from './suites/index.ts';
export { hasWholeBudget } from './suites/rules/cells.ts';
export { groupsOf } from './suites/rules/groups.ts';
export { nameInReport } from './suites/rules/league.ts';
export { pairedDifferences } from './suites/table1/comparisons.ts';
export { entryResults, type EntryResult } from './suites/table1/results.ts';
export { cellVerdicts } from './suites/table1/verdicts.ts';
export { questionsAt } from './suites/tuning/cells.ts';
