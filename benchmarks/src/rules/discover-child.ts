import { HebbenchError, type LearningRule } from '@hebbench/core';
import { loadRulePackage, type RulePackage } from '@hebbench/hebbench/packages';
import { endWithParent } from '../run/end-with-parent.ts';
import { describeRule, type RuleDescription } from './describe.ts';
import type { Inspection, InspectionMessage } from './discover.ts';

/** Loads one package and tells the parent process what it found. */
async function inspectHere(from: RulePackage): Promise<Inspection> {
  try {
    const rule = await loadRulePackage(from);
    const description = describeOr(rule);
    return { name: rule.name, title: rule.title, ...(description && { description }) };
  } catch (error) {
    if (!(error instanceof HebbenchError)) throw error;
    const { got, expected, fix } = error;
    return { fault: { got, expected, fix } };
  }
}

/** Presets that throw cost their runs, where the failure is recorded, and not the rule. */
function describeOr(rule: LearningRule): RuleDescription | undefined {
  try {
    // Only what can be sent.
    return JSON.parse(JSON.stringify(describeRule(rule))) as RuleDescription;
  } catch {
    return undefined;
  }
}

const [parent, from] = process.argv.slice(2) as [string, string];
endWithParent(Number(parent));
const found = await inspectHere(JSON.parse(from) as RulePackage);
const message: InspectionMessage = { hebbench: 'inspection', found };
process.send?.(message, () => process.exit(0));
