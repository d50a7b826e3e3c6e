import type { RunRecord } from '@hebbench/core';
import { aggregate, summarise, type Summary } from '@hebbench/report';
import { mean } from '../common/mean.ts';
import type { SuiteResults } from '../../suite.ts';
import { kindOfMachine, machineKinds } from '../common/machines.ts';
import { groupsOf, type Group, type TitledTable } from './groups.ts';

/** A training of one seed: what it took, and what it reached. */
export interface Training {
  /** Seconds of training alone. */
  readonly seconds: number;
  /** In percent. */
  readonly accuracy: number;
}

/** A rule's trainings in a group, for each of its seeds, the shortest first. */
export interface TimedRule {
  readonly rule: string;
  readonly seeds: readonly (readonly Training[])[];
}

/**
 * The rules of a group that have been trained on the kind of machine that most runs of the report are of, with these
 * trainings: seconds of different machines are not held against each other.
 */
export function timedRules({ cells, records }: SuiteResults, { dataset, nonnegative }: Group): TimedRule[] {
  const [kind] = machineKinds(records);
  const timed = records.filter((record) => kindOfMachine(record) === kind);
  const bySeed = new Map<string, Map<number, Training[]>>();
  for (const { cell, records: own } of aggregate(cells, timed)) {
    if (cell.dataset !== dataset || cell.nonnegative !== nonnegative) continue;
    const seeds = bySeed.get(cell.rule) ?? new Map<number, Training[]>();
    bySeed.set(cell.rule, seeds);
    for (const record of own) seeds.set(record.seed, [...(seeds.get(record.seed) ?? []), toTraining(record)]);
  }
  return [...bySeed]
    .map(([rule, seeds]) => ({
      rule,
      seeds: [...seeds.values()].map((trainings) => trainings.toSorted((a, b) => a.seconds - b.seconds)),
    }))
    .filter(({ seeds }) => seeds.length > 0);
}

function toTraining({ metrics, provenance }: RunRecord): Training {
  return { seconds: provenance.trainSeconds, accuracy: metrics['accuracy'] ?? Number.NaN };
}

/**
 * Accuracy after a number of seconds: between the trainings before and after, linear in the logarithm of the seconds;
 * outside of them, that of the nearest.
 * @param trainings - at least one, the shortest first
 */
export function accuracyAt(trainings: readonly Training[], seconds: number): number {
  const after = trainings.findIndex((training) => training.seconds >= seconds);
  if (after === -1) return trainings.at(-1)!.accuracy;
  if (after === 0) return trainings[0]!.accuracy;
  const [a, b] = [trainings[after - 1]!, trainings[after]!];
  const share = Math.log(seconds / a.seconds) / Math.log(b.seconds / a.seconds);
  return a.accuracy + share * (b.accuracy - a.accuracy);
}

/** Seconds of a rule's shortest and longest training, mean over its seeds. */
function range({ seeds }: TimedRule): [shortest: number, longest: number] {
  return [
    mean(seeds.map((trainings) => trainings[0]!.seconds)),
    mean(seeds.map((trainings) => trainings.at(-1)!.seconds)),
  ];
}

/** The numbers of seconds to compare at: of 0.1, 0.3, 1, 3, … those that lie among the trainings of two rules or more. */
function comparedSeconds(rules: readonly TimedRule[]): number[] {
  const ranges = rules.map(range);
  return Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? 1 : 3) * 10 ** (Math.floor(i / 2) - 2))
    .map((seconds) => Number(seconds.toPrecision(1)))
    .filter(
      (seconds) =>
        ranges.filter(([shortest, longest]) => shortest <= seconds && seconds <= longest).length >= 2,
    );
}

/**
 * The league of a group at equal seconds, the most accurate rule in the most seconds first; `undefined` if there is no
 * number of seconds to compare at.
 */
export function secondsTable(
  results: SuiteResults,
  group: Group,
  nameOf: (rule: string) => string,
  format: (summary: Summary) => string,
): TitledTable | undefined {
  const rules = timedRules(results, group);
  const columns = comparedSeconds(rules);
  const last = columns.at(-1);
  if (last === undefined) return undefined;
  const summaryAt = ({ seeds }: TimedRule, seconds: number): Summary =>
    summarise(seeds.map((trainings) => accuracyAt(trainings, seconds)))!;
  const entry = (rule: TimedRule, seconds: number): string => {
    const [shortest, longest] = range(rule);
    if (seconds < shortest) return '–';
    const text = format(summaryAt(rule, seconds));
    return seconds > longest ? `${text} (${longest.toPrecision(2)} s)` : text;
  };
  const rank = (rule: TimedRule): number => (last < range(rule)[0] ? -1 : summaryAt(rule, last).mean);
  return {
    title: `${group.title} at equal seconds`,
    columns: ['accuracy % after', ...columns.map((seconds) => `${seconds} s`)],
    rows: rules
      .toSorted((a, b) => rank(b) - rank(a))
      .map((rule) => [nameOf(rule.rule), ...columns.map((seconds) => entry(rule, seconds))]),
  };
}

/** Which trainings are not compared at equal seconds, and why; `undefined` where all are. */
export function timingCaveat(results: SuiteResults): string | undefined {
  const { records } = results;
  const groups = groupsOf(results);
  const ok = records.filter(({ status }) => status === 'ok');
  const [kind, ...others] = machineKinds(ok);
  if (kind === undefined || others.length === 0) return undefined;
  const left = ok.flatMap((record) => {
    const { dataset, nonnegative, rule } = record.cell;
    const group = groups.find((each) => each.dataset === dataset && each.nonnegative === nonnegative);
    return kindOfMachine(record) === kind ? [] : [`${rule} on ${group?.title ?? dataset}`];
  });
  return `Seconds of one kind of machine: ${kind}. Trainings on another (${others.join('; ')}) are not compared here: ${[...new Set(left)].toSorted().join(', ')}. To have all, run the suite with --force, in one go.`;
}
