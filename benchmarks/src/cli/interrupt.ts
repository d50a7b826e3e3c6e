/** A request to stop. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Asks to stop, as Ctrl-C does. */
  stop(): void;
  /** Stops listening. */
  close(): void;
}

/**
 * Turns the first Ctrl-C (or SIGTERM) into a request to stop; the second ends the process at once, with status 130.
 * SIGPIPE, the end of whoever reads what is printed, is such a request too.
 * @param onFirst - told once
 */
export function onInterrupt(onFirst: () => void): Interruption {
  const controller = new AbortController();
  const handler = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    onFirst();
  };
  const onClosedPipe = (): void => {
    if (!controller.signal.aborted) handler();
  };
  process.on('SIGPIPE', onClosedPipe);
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  return {
    signal: controller.signal,
    stop: () => controller.abort(),
    close() {
      process.off('SIGPIPE', onClosedPipe);
      process.off('SIGINT', handler);
      process.off('SIGTERM', handler);
    },
  };
}
