import type { Job } from '../run/job.ts';
import type { Kind, Store } from '../store/store.ts';

/** A network, or hidden layers, of a job. */
interface Piece {
  readonly kind: Extract<Kind, 'network' | 'hidden'>;
  readonly hash: string;
  /** Whether the job trains it itself, and trains it again if all is to be trained again. */
  readonly trained: boolean;
}

/**
 * Networks and hidden layers on their way between the store of a command and that of a queue. What the command has already
 * is brought to the workers; what they have trained is taken home when no further run of the command asks for it, and
 * removed from the queue's store, so that this holds no more than what is being worked on.
 */
export class Exchange {
  readonly #home: Store;
  readonly #store: Store;
  /** How many jobs that have not ended use a piece. */
  readonly #uses: Map<string, number> = new Map();

  /**
   * @param home - of the command
   * @param store - of the queue
   * @param jobs - of the command, none of which has ended
   */
  constructor(home: Store, store: Store, jobs: readonly Job[]) {
    this.#home = home;
    this.#store = store;
    for (const piece of jobs.flatMap(piecesOf)) this.#count(piece, 1);
  }

  /** Brings what a job may go on from to the workers, before it is handed to them. */
  async lend(job: Job): Promise<void> {
    for (const { kind, hash, trained } of piecesOf(job)) {
      if (trained && job.retrain) continue;
      if (!(await this.#home.has(kind, hash)) || (await this.#store.has(kind, hash))) continue;
      const bytes = await this.#home.get(kind, hash);
      if (bytes) await this.#store.put(kind, hash, bytes);
    }
  }

  /**
   * Takes home what no further job uses, now that one has ended. Its record is to be kept after that: a command that is
   * stopped between the two finds all of it the next time.
   * @returns removes it from the queue's store
   */
  async take(job: Job): Promise<() => Promise<void>> {
    const taken: Piece[] = [];
    for (const piece of piecesOf(job)) {
      if (this.#count(piece, -1) > 0) continue;
      if (await this.#bringHome(piece, job)) taken.push(piece);
    }
    return async () => {
      for (const { kind, hash } of taken) await this.#store.drop(kind, hash);
    };
  }

  /** Whether the command has it now: one without room for it leaves it to the queue's store, until that forgets it. */
  async #bringHome({ kind, hash, trained }: Piece, { retrain }: Job): Promise<boolean> {
    if (!(trained && retrain) && (await this.#home.has(kind, hash))) return true;
    const bytes = await this.#store.get(kind, hash);
    return bytes !== undefined && this.#home.put(kind, hash, bytes);
  }

  #count({ kind, hash }: Piece, change: number): number {
    const key = `${kind} ${hash}`;
    const uses = (this.#uses.get(key) ?? 0) + change;
    this.#uses.set(key, uses);
    return uses;
  }
}

/** Each once: scoring may ask for the very network that a job trains. */
function piecesOf({ modelHash, hiddenHash, needs }: Job): Piece[] {
  const others = new Set(needs);
  others.delete(modelHash);
  return [
    { kind: 'network', hash: modelHash, trained: true },
    ...(hiddenHash === undefined ? [] : [{ kind: 'hidden', hash: hiddenHash, trained: true } as const]),
    ...[...others].map((hash): Piece => ({ kind: 'network', hash, trained: false })),
  ];
}
