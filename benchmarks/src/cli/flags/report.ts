import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench report`. */
export const reportArgs = {
  out: { ...runArgs.out, description: 'Folder of the runs' },
} as const satisfies ArgsDef;
