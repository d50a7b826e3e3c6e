import { HebbenchError, nearestNames, type Cell, type DatasetTraits } from '@hebbench/core';
import { z } from 'zod';
import type { HyperparameterSchema } from '../rules/describe.ts';
import { descriptionOf, type InstalledRule } from '../rules/discover.ts';
import { rangeText } from '../rules/range-text.ts';
import { findRule } from '../rules/registry.ts';
import { architectureOf, hyperparametersOf } from '../run/hyperparameters.ts';
import { setOf } from '../run/set-of.ts';
import type { Complain } from './complaint.ts';

/** Settings of {@link checkExperiments}. */
export interface CheckOptions {
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** The data sets of the cells, where they are no sets of this program. @defaultValue sets of this program */
  readonly sets?: readonly DatasetTraits[] | undefined;
  readonly complain: Complain;
}

/**
 * Checks the hyperparameters that experiments set against the schemas of their rules. A plug-in is not loaded in this
 * process: each value alone is held against the schema that it has sent, and how they go together is checked in its run.
 * @param cells - of experiments
 * @throws what `complain` makes, for the first that is not valid; {@link HebbenchError} `RULE_FAULT` if a rule itself throws
 */
export function checkExperiments(cells: readonly Cell[], { rules, sets, complain }: CheckOptions): void {
  const checked = new Set<string>();
  for (const cell of cells) {
    const installed = findRule(rules, cell.rule);
    for (const [key, value] of Object.entries(cell.changes?.set ?? {})) {
      const once = JSON.stringify([cell.rule, key, value]);
      if (!checked.has(once)) checkValue(installed, [key, value], complain);
      checked.add(once);
    }
    checkTogether(cell, setOf(cell, sets), installed, complain);
  }
}

function checkValue(
  installed: InstalledRule,
  [key, value]: readonly [string, unknown],
  complain: Complain,
): void {
  const fields = descriptionOf(installed).hyperparameters.properties ?? {};
  const got = `${key}=${textOf(value)}`;
  const names = Object.keys(fields);
  if (!names.includes(key)) {
    const [nearest] = nearestNames(key, names, 1);
    throw complain(
      'set',
      got,
      names.length === 0
        ? `nothing: the rule "${installed.name}" has no hyperparameters`
        : `a hyperparameter of the rule "${installed.name}", one of ${names.join(', ')}`,
      nearest === undefined
        ? `see \`pnpm bench rules ${installed.name}\`, or name other rules or cells`
        : `did you mean "${nearest}"?`,
    );
  }
  if (accepts(fields[key]!, value)) return;
  throw complain(
    'set',
    got,
    `${rangeText(fields[key]!)} as ${key} of the rule "${installed.name}"`,
    `see \`pnpm bench rules ${installed.name}\``,
  );
}

/** Whether a schema takes a value. What JSON Schema cannot say is checked where the rule is. */
function accepts(field: HyperparameterSchema, value: unknown): boolean {
  try {
    return z.fromJSONSchema(field as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success;
  } catch {
    return true;
  }
}

function checkTogether(
  cell: Cell,
  set: DatasetTraits,
  { rule, name }: InstalledRule,
  complain: Complain,
): void {
  if (!rule) return;
  try {
    hyperparametersOf(cell, rule, architectureOf(cell, set));
  } catch (error) {
    if (!(error instanceof HebbenchError) || error.code !== 'INVALID_CONFIG') throw error;
    const settings = Object.entries(cell.changes?.set ?? {});
    throw complain(
      settings.length > 0 ? 'set' : 'preset',
      settings.map(([key, value]) => `${key}=${textOf(value)}`).join(' ') || cell.preset,
      error.expected,
      `see \`pnpm bench rules ${name}\``,
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
