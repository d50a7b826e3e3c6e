import type { Cell, RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import { numbersVersions } from '../run/package-versions.ts';
import type { InstalledRule } from '../rules/discover.ts';
import { architectureOf, hyperparametersOf } from '../run/hyperparameters.ts';
import { runHash } from '../run/identity.ts';
import type { Suite } from '../suite.ts';

/**
 * Stored runs of a suite that would give other numbers today: their cell, their rule's settings or the numbers of a
 * package have changed since. Plug-ins are left out, as their code is not loaded for a report.
 */
export function outdatedRuns(
  records: readonly RunRecord[],
  cells: readonly Cell[],
  rules: ReadonlyMap<string, InstalledRule>,
  { packages }: Pick<Suite, 'packages'>,
): RunRecord[] {
  const today = new Map(cells.map((cell) => [cell.id, cell]));
  return records.filter((record) => {
    if (record.status !== 'ok') return false;
    const cell = today.get(record.cell.id);
    const installed = rules.get(record.cell.rule);
    if (!cell || !installed?.rule) return false;
    const { shape, classNames } = findDefinition(cell.dataset);
    const inputs = shape.height * shape.width * shape.channels;
    try {
      const circumstances = {
        hyperparameters: hyperparametersOf(
          cell,
          installed.rule,
          architectureOf(cell, { inputs, classes: classNames.length }),
        ),
        versions: numbersVersions(installed.from, packages?.(cell)),
        dataDigest: record.provenance.data.digest,
      };
      return runHash({ cell, seed: record.seed }, circumstances) !== record.hash;
    } catch {
      // A preset that throws, or is refused, trains nothing like the record today.
      return true;
    }
  });
}
