/**
 * The events that work tells of, in their order, as they come. The iteration ends when the work does, and throws what the
 * work throws. Whoever leaves it early stops the work and waits for its end.
 * @param work - tells of an event by its first argument, and heeds the signal
 */
export async function* eventsOf<T>(
  signal: AbortSignal,
  work: (emit: (event: T) => void, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<T, void, void> {
  const events: T[] = [];
  let wake = (): void => {};
  const state = { ended: false };
  const left = new AbortController();
  const emit = (event: T): void => {
    events.push(event);
    wake();
  };
  const end = work(emit, AbortSignal.any([signal, left.signal])).finally(() => {
    state.ended = true;
    wake();
  });
  // Thrown below, when all events have been told.
  end.catch(() => {});
  try {
    while (!state.ended || events.length > 0) {
      if (events.length > 0) yield events.shift()!;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    left.abort();
    await end;
  }
}
