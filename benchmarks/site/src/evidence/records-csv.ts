import type { RunRecord } from '@hebbench/core';
import { escapeFormula } from '@hebbench/report/browser';

/** A row for each record: seed, status, metrics, seconds. Text is no formula for a spreadsheet. */
export function recordsCsv(records: readonly RunRecord[]): string {
  const metrics = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))];
  const columns = ['cell', 'seed', 'status', ...metrics, 'train_seconds', 'started_at', 'error'];
  const rows = records.map(({ cell, seed, status, metrics: own, provenance, error }) => [
    cell.id,
    seed,
    status,
    ...metrics.map((name) => own[name]),
    provenance.trainSeconds,
    provenance.startedAt,
    error?.message,
  ]);
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function field(value: string | number | undefined): string {
  const text = typeof value === 'string' ? escapeFormula(value) : String(value ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
