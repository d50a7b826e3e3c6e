import type { EngineName } from '../names.ts';
import type { Round, RoundTime } from './choice.ts';

/** An engine to be timed. */
export interface Candidate {
  readonly name: EngineName;
  /** Does once what is timed. */
  readonly run: () => void;
}

/** Rounds in all. */
const ROUNDS = 5;
/** Least number of runs of an engine's turn, and how long it takes otherwise, in milliseconds. */
const TURN = { runs: 2, milliseconds: 20 } as const;

/** Times engines in turn, so that what else the machine does meets all of them. */
export function timeInTurn(candidates: readonly Candidate[]): Round[] {
  // The first runs load libraries and fill caches.
  for (const { run } of candidates) for (let i = 0; i < TURN.runs; i++) run();
  return Array.from({ length: ROUNDS }, () =>
    Object.fromEntries(candidates.map(({ name, run }) => [name, turn(run)])),
  );
}

function turn(run: () => void): RoundTime {
  let [wall, processor] = [Infinity, Infinity];
  const end = performance.now() + TURN.milliseconds;
  for (let i = 0; i < TURN.runs || performance.now() < end; i++) {
    const [usage, start] = [process.cpuUsage(), performance.now()];
    run();
    wall = Math.min(wall, performance.now() - start);
    const { user, system } = process.cpuUsage(usage);
    processor = Math.min(processor, (user + system) / 1000);
  }
  return { wall, processor };
}
