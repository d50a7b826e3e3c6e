import { HebbenchError } from '@hebbench/core';
import type { Inspection } from './discover.ts';
import { loadRule } from './load.ts';
import type { RulePackage } from './packages.ts';

/** Loads one package and tells the parent process what it found. */
async function inspectHere(from: RulePackage): Promise<Inspection> {
  try {
    const { name, title } = await loadRule(from);
    return { name, title };
  } catch (error) {
    if (!(error instanceof HebbenchError)) throw error;
    const { got, expected, fix } = error;
    return { fault: { got, expected, fix } };
  }
}

const found = await inspectHere(JSON.parse(process.argv[2]!) as RulePackage);
process.send?.(found, () => process.exit(0));
