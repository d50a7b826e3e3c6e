import { unknownName } from '@hebbench/core';
import type { Suite } from '../suite.ts';
import { concurrent } from './concurrent/index.ts';
import { conv } from './conv/index.ts';
import { figure2 } from './figure2/index.ts';
import { figure3 } from './figure3/index.ts';
import { figure4 } from './figure4/index.ts';
import { plasticity } from './plasticity/index.ts';
import { regime } from './regime/index.ts';
import { representation } from './representation/index.ts';
import { rules } from './rules/index.ts';
import { spiking } from './spiking/index.ts';
import { table1 } from './table1/index.ts';
import { tuning } from './tuning/index.ts';

/** All suites, in the order in which they are listed. */
export const SUITES: readonly Suite[] = [
  table1,
  figure2,
  figure3,
  figure4,
  regime,
  plasticity,
  representation,
  concurrent,
  conv,
  spiking,
  rules,
  tuning,
];

/**
 * The suite of a name.
 * @throws `UNKNOWN_NAME` with the nearest names
 */
export function findSuite(name: string): Suite {
  const found = SUITES.find((suite) => suite.name === name);
  if (found) return found;
  throw unknownName(
    'suite',
    name,
    SUITES.map((suite) => suite.name),
  );
}
