import { HebbenchError } from '@hebbench/core';
import { endWithParent } from '../run/end-with-parent.ts';
import type { Inspection, InspectionMessage } from './discover.ts';
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

const [parent, from] = process.argv.slice(2) as [string, string];
endWithParent(Number(parent));
const found = await inspectHere(JSON.parse(from) as RulePackage);
const message: InspectionMessage = { hebbench: 'inspection', found };
process.send?.(message, () => process.exit(0));
