import { ENGINE_NAMES, ONLY_BY_NAME, type EngineName } from '../names.ts';

/** The engines that `auto` chooses from, in the order that holds where none is clearly faster. */
export const FIXED_ORDER: readonly EngineName[] = ENGINE_NAMES.filter((name) => !ONLY_BY_NAME.has(name));

/** How many times as fast as the engine before it in the list one must be, in every round, to be taken in its place. */
export const CLEARLY = 1.3;

/** The least that an engine took for the products of an update in one round, in milliseconds. */
export interface RoundTime {
  /** By the clock. */
  readonly wall: number;
  /** Of the processor, which other programs do not lengthen; 0 where the system counts it too coarsely. */
  readonly processor: number;
}

/** A round, in which each engine of this machine had its turn. */
export type Round = Readonly<Partial<Record<EngineName, RoundTime>>>;

/** What follows from the rounds. */
export interface Verdict {
  /** The engine that `auto` tries first. */
  readonly first: EngineName;
  /** One that was clearly faster in some rounds, but not in all: it is not taken. */
  readonly undecided?: EngineName;
}

/**
 * Which engine is taken first: that of the list, unless a later one was clearly faster in every round, by the clock and
 * by the processor's time. What a busy machine gives, or one on which two are about as fast, changes nothing.
 * @returns `undefined` if no engine had its turn in every round
 */
export function judge(rounds: readonly Round[]): Verdict | undefined {
  const [start, ...others] = FIXED_ORDER.filter((name) => rounds.every((round) => round[name] !== undefined));
  if (start === undefined || rounds.length === 0) return undefined;
  let first = start;
  let undecided: EngineName | undefined;
  for (const name of others) {
    const faster = rounds.filter((round) => timesAsFast(round, name, first) >= CLEARLY);
    if (faster.length === rounds.length) first = name;
    else if (faster.length > 0) undecided ??= name;
  }
  return { first, ...(undecided !== undefined && { undecided }) };
}

/** How many times as fast as another an engine was in a round, by the clock or the processor, whichever says less. */
export function timesAsFast(round: Round, name: EngineName, other: EngineName): number {
  const [own, others] = [round[name]!, round[other]!];
  const byClock = others.wall / own.wall;
  if (own.processor === 0 || others.processor === 0) return byClock;
  return Math.min(byClock, others.processor / own.processor);
}
