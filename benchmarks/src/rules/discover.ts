import { describeThrown, HebbenchError, type ErrorParts, type LearningRule } from '@hebbench/core';
import { loadRulePackage, packageFault, type RulePackage } from '@hebbench/hebbench/packages';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { forkOwn, noProcess } from '../run/own-process.ts';
import { describeRule, type RuleDescription } from './describe.ts';
import { addRule } from './registry.ts';

/** A rule that can be run. */
export interface InstalledRule {
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly from: RulePackage;
  /** The rule itself, unless it comes from a plug-in: those are loaded in child processes alone. */
  readonly rule?: LearningRule;
  /** What the child process says of a plug-in's rule. */
  readonly description?: RuleDescription;
}

/**
 * What is to know of an installed rule.
 * @throws {@link HebbenchError} `RULE_FAULT` if its presets throw
 */
export function descriptionOf({ rule, description, from }: InstalledRule): RuleDescription {
  if (description) return description;
  try {
    return describeRule(rule!);
  } catch (cause) {
    throw packageFault(
      from,
      `presets that throw: ${describeThrown(cause)}`,
      'presets',
      'mend the rule',
      cause,
    );
  }
}

/** What {@link discoverRules} found. */
export interface Discovery {
  /** The rules by name. */
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Why packages provide none, each with the package's name. */
  readonly faults: readonly HebbenchError[];
}

/** What a child process says of a package. */
export type Inspection =
  | { readonly name: string; readonly title: string; readonly description?: RuleDescription }
  | { readonly fault: Pick<ErrorParts, 'got' | 'expected' | 'fix'> };

/** How it says so: the plug-in may say something itself. */
export interface InspectionMessage {
  readonly hebbench: 'inspection';
  readonly found: Inspection;
}

// The child is this package's own file, as source or built: it has the ending of this one.
const CHILD = fileURLToPath(new URL(`discover-child${import.meta.url.slice(-3)}`, import.meta.url));

/** Longer than a package takes to load on a busy machine. */
const LOADING_SECONDS = 60;

/**
 * Looks at each package's rule. Plug-ins are loaded in a process of their own: one that throws, exits, hangs or changes
 * what other code relies on takes nothing with it but its own rule.
 * @param seconds - after which a plug-in that is still loading is given up
 * @throws {@link HebbenchError} `WORKER_DIED` if the system starts no process
 */
export async function discoverRules(
  packages: readonly RulePackage[],
  seconds: number = LOADING_SECONDS,
): Promise<Discovery> {
  const rules = new Map<string, InstalledRule>();
  const faults: HebbenchError[] = [];
  for (const from of packages) {
    try {
      // One after the other: many that load at once make each other late.
      if (from.plugin) {
        const found = await inspect(from, seconds);
        addRule(rules, found.name, { ...found, from });
      } else {
        const rule = await loadRulePackage(from);
        addRule(rules, rule.name, { name: rule.name, title: rule.title, from, rule });
      }
    } catch (error) {
      if (!(error instanceof HebbenchError && error.code === 'RULE_FAULT')) throw error;
      faults.push(error);
    }
  }
  return { rules, faults };
}

/** Characters of what a plug-in complains of that are kept: the last line is what counts. */
const COMPLAINT = 10_000;

function inspect(
  from: RulePackage,
  seconds: number,
): Promise<Exclude<Inspection, { readonly fault: unknown }>> {
  return new Promise((resolve, reject) => {
    const child = forkInspector(from);
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-COMPLAINT);
    });
    const timer = setTimeout(() => {
      reject(packageFault(from, `no answer within ${seconds} s`, 'a module that loads', 'mend the package'));
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('message', (answer: Partial<InspectionMessage> | null) => {
      // Anything else was said by the plug-in.
      if (answer?.hebbench !== 'inspection') return;
      const found = answer.found!;
      if ('fault' in found)
        reject(packageFault(from, found.fault.got, found.fault.expected, found.fault.fix));
      else resolve(found);
      child.kill('SIGKILL');
    });
    child.once('error', (cause) => {
      clearTimeout(timer);
      // The channel to a process that never was would keep this one alive.
      if (child.connected) child.disconnect();
      reject(noProcess(cause));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const last = complaint.trim().split('\n').at(-1) ?? '';
      reject(
        packageFault(
          from,
          `the end of its process while loading, with ${signal ?? `exit status ${code}`}${last && `: ${last}`}`,
          'a module that loads, and nothing else',
          'mend the package',
        ),
      );
    });
  });
}

function forkInspector(from: RulePackage): ChildProcess {
  try {
    return forkOwn(CHILD, [JSON.stringify(from)], { stdout: 'ignore' });
  } catch (cause) {
    throw noProcess(cause);
  }
}
