import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';
import { PEER_NAMES } from '../../speed/peer-names.ts';
import { UNIT_NAMES } from '../../speed/unit-names.ts';

/** Flags of `pnpm bench speed`. */
export const speedArgs = {
  work: {
    type: 'string',
    valueHint: 'NAMES',
    description: `Units of work, comma-separated (default: all: ${UNIT_NAMES.join(', ')})`,
  },
  seconds: { type: 'string', default: '8', valueHint: 'S', description: 'Time to measure a unit for' },
  rounds: { type: 'string', default: '1', valueHint: 'N', description: 'Times that each unit is measured' },
  peers: {
    type: 'string',
    valueHint: `all|${PEER_NAMES.join('|')}`,
    description:
      'Other frameworks to measure in turn, comma-separated; benchmarks/peers says how to get them',
  },
  python: {
    type: 'string',
    valueHint: 'FILE',
    description: 'The Python that has them (default: that of HEBBENCH_PEERS, or of environment.py)',
  },
  threads: {
    type: 'string',
    valueHint: 'N',
    description: 'Threads of a matrix product (default: the number of cores)',
  },
  engine: runArgs.engine,
  data: { ...runArgs.data, description: 'Real images or the embedded stand-ins' },
  'data-dir': runArgs['data-dir'],
  out: {
    type: 'string',
    valueHint: 'DIR',
    description: 'Write results.json, speed.csv and summary.md into this folder',
  },
  scaling: {
    type: 'boolean',
    default: false,
    description: 'Also measure the same work at other widths, batches, depths and numbers of images',
  },
  json: { type: 'boolean', default: false, description: 'Print one JSON line a unit' },
} as const satisfies ArgsDef;
