import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../run/job.ts';
import type { Place } from '../run/place.ts';
import { notWritable, writeAtomically } from '../store/atomic-write.ts';
import { checkpointPath } from '../store/checkpoint-file.ts';
import { hiddenLayersPath } from '../store/hidden-layer-store.ts';
import { modelPath } from '../store/model-store.ts';
import type { Kind, Store } from '../store/store.ts';
import { isLeftover, temporaryFor } from '../store/temporary.ts';

const LOOK_MILLISECONDS = 5000;

/** A file of a job's that the store may hold. */
interface KeptFile {
  readonly kind: Kind;
  readonly hash: string;
  readonly file: string;
  /** Whether other runs train the same: then it is not taken where all is to be trained again. */
  readonly shared: boolean;
}

/**
 * A worker's own folder: its processes read and write files, and what others need of these is taken from a store, or
 * brought there, by the process that holds the jobs.
 */
export class Scratch {
  readonly #directory: string;
  readonly #store: Store;

  /**
   * @param parent - folder of the scratch folders of this machine's workers; what dead ones left is removed
   * @param store - that workers share
   * @throws {@link HebbenchError} `NOT_WRITABLE`
   */
  constructor(parent: string, store: Store) {
    this.#directory = temporaryFor(join(parent, 'worker'));
    this.#store = store;
    try {
      mkdirSync(this.#directory, { recursive: true });
      for (const name of readdirSync(parent).filter(isLeftover))
        rmSync(join(parent, name), { recursive: true, force: true });
    } catch (cause) {
      throw notWritable(parent, cause);
    }
  }

  /** Where a job's files are. */
  foldersOf({ id }: Job): Pick<Place, 'modelDirectory' | 'checkpointDirectory'> {
    return {
      modelDirectory: join(this.#directory, 'networks'),
      checkpointDirectory: join(this.#directory, 'checkpoints', id),
    };
  }

  /** Takes from the store what a job may go on from. */
  async fetch(job: Job): Promise<void> {
    for (const { kind, hash, file, shared } of this.#filesOf(job)) {
      if (existsSync(file) || (shared && job.retrain)) continue;
      const bytes = await this.#store.get(kind, hash);
      if (bytes) writeAtomically(file, bytes);
    }
  }

  /** Brings a job's networks to the store, unless they are there. */
  async bring(job: Job): Promise<void> {
    for (const { kind, hash, file } of this.#filesOf(job)) {
      if (kind === 'checkpoint' || !existsSync(file)) continue;
      if (job.retrain || !(await this.#store.has(kind, hash)))
        await this.#store.put(kind, hash, readFileSync(file));
    }
  }

  /**
   * Brings each new checkpoint of a job to the store while it runs.
   * @returns stops that, when the last one has been brought
   */
  watchCheckpoint(job: Job): () => Promise<void> {
    const file = checkpointPath(this.foldersOf(job).checkpointDirectory);
    let brought = writtenAt(file);
    const look = async (): Promise<void> => {
      const written = writtenAt(file);
      if (written === undefined || written === brought) return;
      brought = written;
      await this.#store.put('checkpoint', job.id, readFileSync(file)).catch(() => {});
    };
    let last = Promise.resolve();
    const timer = setInterval(() => {
      last = last.then(look);
    }, LOOK_MILLISECONDS);
    return async () => {
      clearInterval(timer);
      await last;
      await look();
    };
  }

  /** Removes what was kept of a job that is not finished. */
  async dropCheckpoint(job: Job): Promise<void> {
    rmSync(this.foldersOf(job).checkpointDirectory, { recursive: true, force: true });
    await this.#store.drop('checkpoint', job.id);
  }

  /** Removes a job's own checkpoint alone, which another worker may go on from. */
  forget(job: Job): void {
    rmSync(this.foldersOf(job).checkpointDirectory, { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #filesOf(job: Job): KeptFile[] {
    const { modelDirectory, checkpointDirectory } = this.foldersOf(job);
    const network = (hash: string, shared: boolean): KeptFile => ({
      kind: 'network',
      hash,
      file: modelPath(modelDirectory, hash),
      shared,
    });
    return [
      network(job.modelHash, true),
      ...job.needs.map((hash) => network(hash, false)),
      ...(job.hiddenHash === undefined
        ? []
        : [
            {
              kind: 'hidden' as const,
              hash: job.hiddenHash,
              file: hiddenLayersPath(modelDirectory, job.hiddenHash),
              shared: true,
            },
          ]),
      { kind: 'checkpoint', hash: job.id, file: checkpointPath(checkpointDirectory), shared: false },
    ];
  }
}

function writtenAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
