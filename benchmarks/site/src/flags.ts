import type { ArgsDef } from 'citty';

/** Flags of `pnpm site`. */
export const siteArgs = {
  out: { type: 'string', default: 'dist/site', valueHint: 'DIR', description: 'Folder for the site' },
  open: {
    type: 'boolean',
    default: false,
    description: 'Serve the site on this machine, and show it in the browser',
  },
  port: { type: 'string', default: '4321', valueHint: 'N', description: 'Port of --open' },
  runs: {
    type: 'string',
    valueHint: 'DIR',
    description:
      'Show the runs in this folder beside those that are published; with --open, while they train',
  },
  plugin: {
    type: 'string',
    valueHint: 'PACKAGES',
    description: 'Rules from outside of this repository, by package or path, comma-separated',
  },
  'skip-api': { type: 'boolean', default: false, description: 'Leave the API reference out' },
} as const satisfies ArgsDef;

/** Values of the flags of `pnpm site`. */
export interface SiteFlags {
  readonly out: string;
  readonly open: boolean;
  readonly port: string;
  readonly runs?: string;
  readonly plugin?: string;
  readonly 'skip-api': boolean;
}
