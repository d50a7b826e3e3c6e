import type { ArgsDef } from 'citty';
import { RUNS } from '../../results/folders.ts';

/** Flags of `pnpm bench report`. */
export const reportArgs = {
  out: { type: 'string', default: RUNS, valueHint: 'DIR', description: 'Folder of the runs' },
} as const satisfies ArgsDef;
