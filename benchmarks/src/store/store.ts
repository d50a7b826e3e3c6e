/**
 * What is kept of runs, each by a hash of all that made it: `record` and `checkpoint` by a job's id, `network` and
 * `hidden`, layers that networks share, by their own.
 */
export type Kind = 'record' | 'network' | 'hidden' | 'checkpoint';

/** Keeps what runs find, as bytes: a folder, or a server that machines share. Every call may be repeated. */
export interface Store {
  has(kind: Kind, hash: string): Promise<boolean>;
  /** `undefined` if there is nothing, or nothing that can be used. */
  get(kind: Kind, hash: string): Promise<Uint8Array | undefined>;
  /**
   * Keeps bytes, in place of what was there.
   * @returns whether they are kept: networks need not be, and an earlier result stays where a run fails
   * @throws {@link HebbenchError} `NOT_WRITABLE` if a record cannot be
   */
  put(kind: Kind, hash: string, bytes: Uint8Array): Promise<boolean>;
  drop(kind: Kind, hash: string): Promise<void>;
}
