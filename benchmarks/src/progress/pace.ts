/** What runs of one kind took so far. */
interface Taken {
  seconds: number;
  work: number;
}

/** Seconds of all kinds that a kind is taken to have worked before it began: its own first seconds say little. */
const PRIOR_SECONDS = 10;

/**
 * How long work takes, by its kind: estimates of work are right up to a factor, which is about the same for all runs of a
 * rule.
 */
export class Pace {
  readonly #taken: Map<string, Taken> = new Map();

  /** A copy, which goes on alone. */
  copy(): Pace {
    const copy = new Pace();
    for (const [kind, { seconds, work }] of this.#taken) copy.add(kind, seconds, work);
    return copy;
  }

  /**
   * Takes note of work.
   * @param kind - what has a pace of its own
   * @param seconds - that the work took, ≥ 0
   * @param work - as it was estimated, ≥ 0
   */
  add(kind: string, seconds: number, work: number): void {
    const taken = this.#taken.get(kind) ?? { seconds: 0, work: 0 };
    this.#taken.set(kind, { seconds: taken.seconds + seconds, work: taken.work + work });
  }

  /**
   * Seconds that work of a kind takes, or a function of it; `undefined` as long as nothing was done. Kinds that have done
   * little are taken to be like the others: their mean on a logarithmic scale, weighted by the seconds that each has
   * worked.
   */
  secondsOf(): ((kind: string, work: number) => number) | undefined {
    const known = [...this.#taken.values()].filter(({ seconds, work }) => seconds > 0 && work > 0);
    if (known.length === 0) return undefined;
    const all = known.reduce((sum, { seconds }) => sum + seconds, 0);
    const usual = Math.exp(
      known.reduce((sum, { seconds, work }) => sum + seconds * Math.log(seconds / work), 0) / all,
    );
    return (kind, work) => {
      const own = this.#taken.get(kind) ?? { seconds: 0, work: 0 };
      return (work * (own.seconds + PRIOR_SECONDS)) / (own.work + PRIOR_SECONDS / usual);
    };
  }
}

/**
 * Seconds until all is done, if whoever is free takes what is next.
 * @param running - seconds that each that is at work still needs
 * @param waiting - seconds of what has not begun, in its order
 * @param most - how many are at work at once, ≥ 1
 */
export function secondsUntilDone(
  running: readonly number[],
  waiting: readonly number[],
  most: number,
): number {
  const free = [...running, ...Array.from({ length: Math.max(0, most - running.length) }, () => 0)];
  for (const seconds of waiting) {
    const first = free.indexOf(Math.min(...free));
    free[first]! += seconds;
  }
  return Math.max(...free);
}
