import type { Cell, DatasetTraits, Scale } from '@hebbench/core';
import { checkExperiments } from '../experiments/check.ts';
import type { Complain } from '../experiments/complaint.ts';
import { readExperiments } from '../experiments/file.ts';
import { sweptCells, together } from '../experiments/select.ts';
import type { Sweep } from '../experiments/sweep.ts';
import type { InstalledRule } from '../rules/discover.ts';
import { findRule } from '../rules/registry.ts';
import type { ChosenData } from '../run/data.ts';
import { selectCells, withSeeds, type Selection } from '../run/select.ts';
import { SUITES } from '../suites/index.ts';
import { complainOfFlag, parseSweep, type ExperimentFlags } from './experiment-flags.ts';
import { badFlag, parseCount, parseList, parseScale, parseSeeds } from './options.ts';

/** Flags that say which cells are asked for. */
export interface AskingFlags extends ExperimentFlags {
  readonly filter?: string;
  readonly scale?: string;
  readonly seeds?: string;
  readonly seed?: string;
  readonly rule?: string;
  readonly experiment?: string;
}

/** Cells that a command asks for, before rules are known. */
export interface Asked {
  readonly scale: Scale;
  readonly seeds: number | undefined;
  /** These seeds alone. */
  readonly only: readonly number[] | undefined;
  readonly parts: readonly AskedPart[];
}

interface AskedPart {
  readonly filter: string | undefined;
  readonly rules: readonly string[];
  /** What is changed in the cells; `undefined` for the suite's own. */
  readonly sweep: Sweep | undefined;
  readonly complain: Complain;
}

/** Flags that a file of experiments stands for. */
const OF_FILE = [
  'filter',
  'rule',
  'set',
  'preset',
  'hidden',
  'epochs',
  'head-epochs',
  'train-images',
  'validation',
] as const;

const STANDARD_SCALE = 'quick';

/**
 * Reads the flags that say which cells are asked for.
 * @throws {@link HebbenchError} `USAGE`, `INVALID_CONFIG`
 */
export function parseAsked(flags: AskingFlags): Asked {
  const scale = flags.scale === undefined ? undefined : parseScale(flags.scale);
  const seeds = parseCount('seeds', flags.seeds);
  const only = parseSeeds(flags.seed);
  if (seeds !== undefined && only) {
    throw badFlag('seed', `${flags.seed} --seeds ${flags.seeds}`, 'one of --seed and --seeds');
  }
  const sweep = parseSweep(flags);
  if (flags.experiment === undefined) {
    const rules = parseList('rule', flags.rule);
    const part = { filter: flags.filter, rules, sweep, complain: complainOfFlag };
    return { scale: scale ?? STANDARD_SCALE, seeds, only, parts: [part] };
  }
  const both = OF_FILE.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (both) {
    const fix = `say it in the file, or leave --experiment out`;
    throw badFlag('experiment', `${flags.experiment} --${both}`, `no --${both} beside a file`, fix);
  }
  const file = readExperiments(flags.experiment);
  // What is typed counts before what is written.
  const typed = seeds !== undefined || only !== undefined;
  return {
    scale: scale ?? file.scale ?? STANDARD_SCALE,
    seeds: typed ? seeds : file.seeds,
    only: typed ? only : file.seed,
    parts: file.experiments,
  };
}

/**
 * The cells that are asked for.
 * @param sets - data sets to run the suites' grids on. @defaultValue the suites' own
 * @throws {@link HebbenchError} `UNKNOWN_NAME`, `USAGE`; `INVALID_CONFIG` for settings that a rule refuses
 */
export function selectAsked(
  { scale, seeds, only, parts }: Asked,
  rules: ReadonlyMap<string, InstalledRule>,
  sets?: readonly DatasetTraits[],
): Selection[] {
  const installed = [...rules.keys()];
  const selections = parts.flatMap(({ filter, rules: wanted, sweep, complain }) => {
    wanted.forEach((name) => findRule(rules, name));
    const found = selectCells(SUITES, filter, scale, {
      rules: wanted,
      installed,
      ...(seeds !== undefined && { seeds }),
      sets,
    }).map((selection) => (only ? withSeeds(selection, only) : selection));
    if (!sweep) return found;
    const swept = found.map((selection) => sweptCells(selection, sweep, complain));
    swept.forEach(({ selected }) => checkExperiments(selected, { rules, sets, complain }));
    return swept;
  });
  return together(selections);
}

/** Whether what is asked for are experiments, and not the cells of suites as they are. */
export function asksForExperiments({ parts }: Asked): boolean {
  return parts.some(({ sweep }) => sweep !== undefined);
}

/**
 * Checks that there are as many images as experiments ask to train on.
 * @throws what the part's `complain` makes
 */
export function checkImages(
  { parts }: Asked,
  selections: readonly Selection[],
  { sets }: Pick<ChosenData, 'sets'>,
): void {
  const few = selections
    .flatMap(({ selected }) => selected)
    .find((cell) => (cell.changes?.trainImages ?? 0) > imagesFor(cell, sets));
  if (!few) return;
  const { trainImages } = few.changes!;
  const part = parts.find(({ sweep }) => sweep?.trainImages === trainImages)!;
  const words = few.tuning ? ' without the validation images' : '';
  throw part.complain(
    'train-images',
    String(trainImages),
    `at most ${imagesFor(few, sets)}, as many as ${few.dataset} has${words}`,
  );
}

function imagesFor({ dataset, tuning }: Cell, sets: ChosenData['sets']): number {
  const { train, fit } = sets.get(dataset)!.images;
  return tuning ? fit : train;
}
