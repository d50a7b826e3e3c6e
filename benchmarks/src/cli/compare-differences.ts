import type { RunRecord } from '@hebbench/core';
import { canonicalJson } from '../run/identity.ts';

/**
 * In what two sets of records differ beside their numbers, sentence by sentence: a difference of these is no difference
 * of what is compared.
 */
export function differences(a: readonly RunRecord[], b: readonly RunRecord[]): string[] {
  return [...dataDifferences(a, b), ...engineDifference(a, b), ...settingsDifference(a, b)];
}

function dataDifferences(a: readonly RunRecord[], b: readonly RunRecord[]): string[] {
  const [left, right] = [digestsBySet(a), digestsBySet(b)];
  return [...left].flatMap(([dataset, digests]) => {
    const others = right.get(dataset);
    if (!others || canonicalJson(others) === canonicalJson(digests)) return [];
    return [`OTHER DATA: ${dataset} is ${digests.join(' and ')} in A, ${others.join(' and ')} in B.`];
  });
}

function digestsBySet(records: readonly RunRecord[]): Map<string, string[]> {
  const digests = new Map<string, Set<string>>();
  for (const { cell, status, provenance } of records) {
    // A run that failed may have seen no data.
    if (status !== 'ok') continue;
    const own = digests.get(cell.dataset) ?? new Set();
    digests.set(cell.dataset, own.add(`${provenance.data.digest.slice(0, 16)}…`));
  }
  return new Map([...digests].map(([dataset, own]) => [dataset, [...own].toSorted()]));
}

function engineDifference(a: readonly RunRecord[], b: readonly RunRecord[]): string[] {
  const enginesOf = (records: readonly RunRecord[]): string =>
    [
      ...new Set(
        records
          .filter(({ status }) => status === 'ok')
          .map(
            ({ provenance: { engine } }) =>
              `${engine.name} (${engine.detail}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'}`,
          ),
      ),
    ]
      .toSorted()
      .join(' and ');
  const [left, right] = [enginesOf(a), enginesOf(b)];
  return left === right ? [] : [`OTHER ENGINE: ${left || 'none'} in A, ${right || 'none'} in B.`];
}

function settingsDifference(a: readonly RunRecord[], b: readonly RunRecord[]): string[] {
  const settings = new Map(a.map((record) => [record.cell.id, settingsOf(record)]));
  const changed = b.flatMap((record) => {
    const other = settings.get(record.cell.id);
    return other === undefined || other === settingsOf(record) ? [] : [record.cell.id];
  });
  const ids = [...new Set(changed)];
  if (ids.length === 0) return [];
  const more = ids.length > SHOWN ? `, and ${ids.length - SHOWN} more` : '';
  return [`OTHER SETTINGS (sizes, epochs or hyperparameters): ${ids.slice(0, SHOWN).join(', ')}${more}.`];
}

const SHOWN = 5;

function settingsOf({ cell: { seeds: _seeds, ...cell } }: RunRecord): string {
  return canonicalJson(cell);
}
