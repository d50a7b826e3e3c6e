const listeners: Set<() => void> = new Set();

/**
 * Tells when nobody reads any more what this process prints (`| head`, `| less` and `q`).
 *
 * Not by SIGPIPE: Node.js ignores it, so that a write to anything closed is an error of that stream alone. Whoever listens
 * to the signal is told of every connection that breaks, a queue's server or a child process among them, and whoever stops
 * listening leaves it at the system's default, which ends the process at the next one.
 * @returns stops that
 */
export function onReaderGone(listener: () => void): () => void {
  // One of its own, so that two that are the same do not stop each other.
  const own = (): void => listener();
  listeners.add(own);
  return () => void listeners.delete(own);
}

/**
 * Tells that a reader is gone.
 * @returns whether anybody goes on without one
 */
export function tellReaderGone(): boolean {
  for (const listener of listeners) listener();
  return listeners.size > 0;
}
