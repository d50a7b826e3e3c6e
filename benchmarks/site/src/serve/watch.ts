import { mkdirSync, watch } from 'node:fs';

/** Records end in bursts, and a page is read for longer than this. */
const QUIET_MILLISECONDS = 700;

/** Looks at a folder for as long as it is asked to. */
export interface Watcher {
  close(): void;
}

/**
 * Calls back after records in a folder have changed, once for changes that follow close on each other, and never while
 * an earlier call is at work.
 */
export function watchRecords(folder: string, onChange: () => Promise<void>): Watcher {
  mkdirSync(folder, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await onChange();
    } finally {
      busy = false;
      if (again) {
        again = false;
        void run();
      }
    }
  };
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    if (name !== null && !/records[/\\][^/\\]+\.json$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), QUIET_MILLISECONDS);
  });
  return {
    close: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
