import type { Cell, DatasetTraits, RunRecord } from '@hebbench/core';
import { numbersVersions } from '../run/package-versions.ts';
import type { InstalledRule } from '../rules/discover.ts';
import { architectureOf, hyperparametersOf } from '../run/hyperparameters.ts';
import { runHash } from '../run/identity.ts';
import { setOf } from '../run/set-of.ts';
import { codeOf, isSameCode } from '../run/run-code.ts';
import type { Suite } from '../suite.ts';

/** What runs are like today. */
export interface Today {
  readonly cells: readonly Cell[];
  readonly rules: ReadonlyMap<string, InstalledRule>;
  readonly suite: Pick<Suite, 'packages' | 'scoring' | 'networks'>;
  /**
   * Whether code counts to the letter. Of published work the numbers of its packages count, which a release says: tests
   * hold the code to them.
   */
  readonly byCode: boolean;
  /** The data sets of the cells, where they are no sets of this program. @defaultValue sets of this program */
  readonly sets?: readonly DatasetTraits[] | undefined;
}

/**
 * Stored runs of a suite that would not be the same today: their cell, their rule's settings, the numbers of a package or
 * their code have changed since. The settings of plug-ins are not compared, as their code is not loaded for a report.
 */
export function outdatedRuns(records: readonly RunRecord[], today: Today): RunRecord[] {
  const cells = new Map(today.cells.map((cell) => [cell.id, cell]));
  return records.filter((record) => {
    if (record.status !== 'ok') return false;
    const cell = cells.get(record.cell.id);
    const installed = today.rules.get(record.cell.rule);
    if (!cell || !installed) return false;
    if (today.byCode && hasOtherCode(record, cell, installed, today)) return true;
    return installed.rule !== undefined && hasOtherSettings(record, cell, installed, today);
  });
}

function hasOtherCode({ provenance }: RunRecord, cell: Cell, { from }: InstalledRule, today: Today): boolean {
  const { suite, rules } = today;
  const set = setOf(cell, today.sets);
  const others = (suite.networks?.(cell, set) ?? []).flatMap(({ rule }) => rules.get(rule)?.from ?? []);
  return !isSameCode(provenance.code?.packages, codeOf({ cell, set, suite, rules: [from, ...others] }));
}

function hasOtherSettings(
  { seed, hash, provenance }: RunRecord,
  cell: Cell,
  { rule, from }: InstalledRule,
  today: Today,
): boolean {
  const set = setOf(cell, today.sets);
  try {
    const circumstances = {
      hyperparameters: hyperparametersOf(cell, rule!, architectureOf(cell, set)),
      versions: numbersVersions(from, today.suite.packages?.(cell, set)),
      dataDigest: provenance.data.digest,
    };
    return runHash({ cell, seed }, circumstances) !== hash;
  } catch {
    // A preset that throws, or is refused, trains nothing like the record today.
    return true;
  }
}
