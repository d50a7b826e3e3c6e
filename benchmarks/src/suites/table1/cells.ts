import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { columnsOf, type Column } from '../common/columns.ts';
import { ownRows, rowOf, settingsOf, type Row } from '../common/rows/index.ts';
import { TABLE_SCALES } from './scales.ts';

/** One entry of the table: a cell to run, or another entry's cell that it would only repeat. */
export interface TableEntry {
  readonly row: Row;
  /** What runs: the row itself, or its network under the chosen reading. */
  readonly settings: Row;
  readonly column: Column;
  readonly cell: Cell;
  /** Whether {@link TableEntry.cell} belongs to another entry. */
  readonly repeats: boolean;
}

/** All entries of the table at a scale, row by row. Rules that are asked for run as their presets have them. */
export function tableEntries(scale: Scale, { rules, seeds, sets }: CellOptions): TableEntry[] {
  const columns = columnsOf(sets);
  const isOwn = rules.length === 0;
  return (isOwn ? ownRows(scale) : rules.map(rowOf)).flatMap((row) => {
    const seen = new Set<string>();
    return columns
      .filter((column) => row.has?.(column) ?? true)
      .map((column): TableEntry => {
        const settings = isOwn ? settingsOf(row, column, scale) : row;
        const cell = toCell(scale, settings, column, seeds);
        const repeats = seen.has(cell.id);
        seen.add(cell.id);
        return { row, settings, column, cell, repeats };
      });
  });
}

function toCell(scale: Scale, row: Row, column: Column, seeds: number | undefined): Cell {
  const { rule, preset } = row;
  const { set, nonnegative, hiddenLayers } = column;
  const table = TABLE_SCALES[scale];
  const variant = row.variant(column, scale);
  const { head, hyperparameters } = variant;
  const layers = `${hiddenLayers}-layer`;
  return {
    id: `table1/${set.name}/${nonnegative ? 'nonneg' : 'free'}/${layers}/${rule}/${head}`,
    suite: 'table1',
    scale,
    dataset: set.name,
    hidden: Array.from({ length: hiddenLayers }, () => table.units[hiddenLayers]!),
    nonnegative,
    rule,
    head,
    preset,
    hyperparameters,
    budget: row.budget(column, scale, variant),
    seeds: Array.from({ length: seeds ?? table.seeds(column, row) }, (_, seed) => seed),
    ...(table.trainImages && { trainImages: table.trainImages[set.kind] }),
  };
}
