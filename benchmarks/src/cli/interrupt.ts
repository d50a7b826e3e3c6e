import { onReaderGone } from './readers.ts';

/** A request to stop. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Asks to stop, as Ctrl-C does. */
  stop(): void;
  /** Stops listening. */
  close(): void;
}

/** The exit status of an interrupted process. */
const INTERRUPTED = 130;

/** `timeout`, and whoever passes signals on, may send one request twice: to a process and to its group. */
const SAME_REQUEST_MILLISECONDS = 300;

/** How many {@link Interruption} objects listen. */
let listening = 0;

/**
 * Has Ctrl-C (or SIGTERM) end this process with status 130 wherever no {@link onInterrupt} makes a request of it. Unlike
 * the system's own way, listeners to the process's `exit` run: locks are given back.
 */
export function exitOnInterrupt(): void {
  const leave = (): void => {
    if (listening === 0) process.exit(INTERRUPTED);
  };
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
}

/**
 * Turns the first Ctrl-C (or SIGTERM) into a request to stop; the second ends the process at once, with status 130.
 * The end of whoever reads what is printed is such a request too.
 * @param onFirst - told once
 */
export function onInterrupt(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let since = 0;
  const handler = (): void => {
    if (!controller.signal.aborted) {
      since = Date.now();
      controller.abort();
      onFirst();
    } else if (Date.now() - since > SAME_REQUEST_MILLISECONDS) process.exit(INTERRUPTED);
  };
  const unlisten = onReaderGone(() => {
    if (!controller.signal.aborted) handler();
  });
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  listening++;
  return {
    signal: controller.signal,
    stop: () => controller.abort(),
    close() {
      unlisten();
      process.off('SIGINT', handler);
      process.off('SIGTERM', handler);
      listening--;
    },
  };
}
