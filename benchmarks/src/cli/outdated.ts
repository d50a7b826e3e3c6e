import type { Cell, RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import type { InstalledRule } from '../rules/discover.ts';
import { architectureOf, hyperparametersOf } from '../run/hyperparameters.ts';
import { canonicalJson } from '../run/identity.ts';

/**
 * Stored runs that would be trained otherwise today: their cell, or their rule's settings, have changed since.
 * Plug-ins are left out, as their code is not loaded for a report.
 */
export function outdatedRuns(
  records: readonly RunRecord[],
  cells: readonly Cell[],
  rules: ReadonlyMap<string, InstalledRule>,
): RunRecord[] {
  const today = new Map(cells.map((cell) => [cell.id, cell]));
  return records.filter((record) => {
    if (record.status !== 'ok') return false;
    const cell = today.get(record.cell.id);
    const rule = rules.get(record.cell.rule)?.rule;
    if (!cell || !rule) return false;
    if (canonicalJson(withoutSeeds(cell)) !== canonicalJson(withoutSeeds(record.cell))) return true;
    const { shape, classNames } = findDefinition(cell.dataset);
    const inputs = shape.height * shape.width * shape.channels;
    try {
      const held = hyperparametersOf(
        cell,
        rule,
        architectureOf(cell, { inputs, classes: classNames.length }),
      );
      return canonicalJson(held) !== canonicalJson(record.provenance.hyperparameters);
    } catch {
      // A preset that throws, or is refused, trains nothing like the record today.
      return true;
    }
  });
}

function withoutSeeds({ seeds: _seeds, ...rest }: Cell): unknown {
  return rest;
}
