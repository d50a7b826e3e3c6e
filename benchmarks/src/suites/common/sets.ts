import type { DatasetTraits } from '@hebbench/core';
import { CIFAR_10, FSDD, MNIST } from '@hebbench/datasets/traits';
import { withoutMarkup } from '@hebbench/report';
import { originOfKey } from '../../run/data-key.ts';
import type { SuiteResults } from '../../suite.ts';

/** The data sets of the paper, in its order. */
export const PAPER_SETS: readonly DatasetTraits[] = [MNIST, CIFAR_10];

/** All that suites run on unless others are asked for. */
export const SUITE_SETS: readonly DatasetTraits[] = [...PAPER_SETS, FSDD];

/** The one of them that the paper's figures are mostly of. */
export const FIGURE_SETS: readonly DatasetTraits[] = [MNIST];

type Asked = Pick<SuiteResults, 'sets'>;

/**
 * What stands above a report: the suite's own title, or, on other data sets, whose they are.
 * @param what - what the suite's own report is called, e.g. `Table 1`
 */
export function reportTitle(what: string, results: Pick<SuiteResults, 'sets' | 'scale' | 'data'>): string {
  const { sets, scale, data } = results;
  if (!sets) return `${what}, scale ${scale}, ${data} data`;
  return `${namesOf(sets)} in place of the data sets of ${what}, scale ${scale}, ${originOfKey(data)} data`;
}

/** Titles of data sets with commas between them. */
export function namesOf(sets: readonly DatasetTraits[]): string {
  return sets.map(({ title }) => title).join(', ');
}

/** A sentence for Markdown in which the titles of data sets, which others may have chosen, are no markup. */
export function plainTitles(sentence: string, { sets = [] }: Asked): string {
  return sets.reduce((text, { title }) => text.replaceAll(title, () => withoutMarkup(title)), sentence);
}

/** Whether results are of the paper's data sets, so that its numbers may stand beside them. */
export function isOfPaper({ sets }: Asked): boolean {
  return sets === undefined;
}

/** Why there can be no verdict on the paper's claims; `undefined` where there can. */
export function whyNoClaims({ sets, data }: Pick<SuiteResults, 'sets' | 'data'>): string | undefined {
  if (originOfKey(data) === 'embedded')
    return 'The images are embedded stand-ins: they say nothing of the paper’s claims.';
  if (sets)
    return `The paper makes no claim on ${namesOf(sets)}: what is measured stands below, without verdicts.`;
  return undefined;
}

/** Verdicts on the paper's claims, or why there can be none. */
export function claimsOr(results: Pick<SuiteResults, 'sets' | 'data'>, verdicts: () => string[]): string[] {
  const none = whyNoClaims(results);
  return none === undefined ? verdicts() : [none];
}

/** A data set of results by its name. */
export function setOfResults(name: string, { sets = PAPER_SETS }: Asked): DatasetTraits | undefined {
  return sets.find((set) => set.name === name);
}

/** A data set in a few words, e.g. `CIFAR-10, 32 × 32 colour`. */
export function describeSet({ title, shape }: DatasetTraits): string {
  const { height, width, channels } = shape;
  return `${title}, ${height} × ${width}${channels === 1 ? '' : channels === 3 ? ' colour' : `, ${channels} channels`}`;
}

/** What a report on other data sets says of them first. */
export function setNotes({ sets = [] }: Asked): string[] {
  return sets.map((set) => {
    const { images, classes, kind, folds } = set;
    const own =
      kind === 'photograph' ? 'images that are bright almost everywhere' : 'drawings on an empty ground';
    const tested =
      folds === undefined
        ? ''
        : ` Each seed is tested on another of the ${folds} folds, and trained on the rest: ${folds} seeds are the whole cross-validation.`;
    return `${describeSet(set)}: ${images.train} training and ${images.test} test images of ${classes} classes.${tested} Budgets and settings are those for ${own}, as this suite has them; they were chosen on other images.`;
  });
}
