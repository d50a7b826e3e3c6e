import { cacheDirectory } from '@hebbench/core';
import {
  CLEARLY,
  FIXED_ORDER,
  timesAsFast,
  type EngineChoice,
  type EngineName,
  type EngineProbe,
} from '@hebbench/engine';

/** Why `auto` takes what it takes, for the end of a sentence. */
export function reasonOf(choice: EngineChoice | undefined): string {
  if (!choice)
    return `the first of the list that works, as no measurement of how fast they are is kept in ${cacheDirectory()}`;
  const { first, undecided, rounds, problem } = choice;
  if (first === undefined)
    return `the first of the list that works; measuring them failed ${when(choice)}: ${problem}`;
  const start = FIXED_ORDER.find((name) => rounds[0]![name] !== undefined)!;
  const times = `an update's products took ${timesOf(choice)}, measured ${when(choice)} with one thread`;
  if (first !== start)
    return `${first}, in each of ${rounds.length} rounds at least ${factor(leastFactor(choice, first, start))} times as fast as ${start}; ${times}`;
  const faster =
    undecided && rounds.filter((round) => timesAsFast(round, undecided, first) >= CLEARLY).length;
  return undecided
    ? `the first of the list that works, as ${undecided} was ${CLEARLY} times as fast in ${faster} of ${rounds.length} rounds only; ${times}`
    : `the first of the list that works, as no other was ${CLEARLY} times as fast in any of ${rounds.length} rounds; ${times}`;
}

/** How many times as fast an engine was at least, over the rounds. */
function leastFactor({ rounds }: EngineChoice, name: EngineName, other: EngineName): number {
  return Math.min(...rounds.map((round) => timesAsFast(round, name, other)));
}

/** Rounded down: it is a bound. */
function factor(value: number): string {
  return (Math.floor(value * 10) / 10).toFixed(1);
}

/** The least that each engine took in any round. */
function timesOf({ rounds }: EngineChoice): string {
  return FIXED_ORDER.flatMap((name) => {
    const times = rounds.flatMap((round) => round[name]?.wall ?? []);
    return times.length === 0 ? [] : [`${name} ${Math.min(...times).toFixed(1)} ms`];
  }).join(', ');
}

function when({ measured }: EngineChoice): string {
  return `on ${measured.slice(0, 10)} at ${measured.slice(11, 16)} UTC`;
}

/** What of the engines that `auto` chooses from is not as it was when they were measured; `undefined` if nothing is. */
export function changedSince(
  { details, rounds }: EngineChoice,
  probes: readonly EngineProbe[],
): string | undefined {
  if (rounds.length === 0) return undefined;
  for (const name of FIXED_ORDER) {
    const probe = probes.find((each) => each.name === name);
    const now = probe?.available ? probe.detail : undefined;
    const then = details[name];
    if (now === then) continue;
    return `When that was measured, ${name} was ${then ?? 'not there'}`;
  }
  return undefined;
}
