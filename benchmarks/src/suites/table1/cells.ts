import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { BEST_FREE_OUTPUT, BEST_NONNEGATIVE_OUTPUT } from './best-output-layer.ts';
import { krotovHopfieldCifar } from './krotov-hopfield-cifar.ts';
import { outputLayerOf } from './output-layer.ts';
import { BEST_ROW, COLUMNS, CONTROL_ROW, PAPER_ROWS, type Column, type Row } from './paper.ts';
import { budgetOf, TABLE_SCALES, type TableScale } from './scales.ts';

/** What a rule runs in a column. */
interface Variant {
  readonly head: string;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
}

/** One entry of the table: a cell to run, or another entry's cell that it would only repeat. */
export interface TableEntry {
  readonly row: Row;
  readonly column: Column;
  readonly cell: Cell;
  /** Whether {@link TableEntry.cell} belongs to another entry. */
  readonly repeats: boolean;
}

/** The table's own rows at a scale: the paper's, the control, and our settings where the scale has budgets for them. */
function ownRows(scale: Scale): readonly Row[] {
  return [...PAPER_ROWS, CONTROL_ROW, ...(TABLE_SCALES[scale].best ? [BEST_ROW] : [])];
}

/** Rows of rules that were asked for, the table's own among them or not. */
function rowsOf(rules: readonly string[]): readonly Row[] {
  return rules.map(
    (rule) =>
      [...PAPER_ROWS, CONTROL_ROW].find((row) => row.rule === rule) ?? {
        rule,
        preset: 'paper',
        title: rule,
        paper: {},
      },
  );
}

/** All entries of the table at a scale, row by row. */
export function tableEntries(scale: Scale, { rules, seeds }: CellOptions): TableEntry[] {
  return (rules.length > 0 ? rowsOf(rules) : ownRows(scale)).flatMap((row) => {
    const seen = new Set<string>();
    return COLUMNS.map((column): TableEntry => {
      const cell = toCell(scale, row, column, seeds);
      const repeats = seen.has(cell.id);
      seen.add(cell.id);
      return { row, column, cell, repeats };
    });
  });
}

function toCell(scale: Scale, row: Row, column: Column, seeds: number | undefined): Cell {
  const { rule, preset } = row;
  const { dataset, nonnegative, hiddenLayers } = column;
  const table = TABLE_SCALES[scale];
  const { head, hyperparameters } =
    preset === 'best' ? bestVariantOf(column) : variantOf(rule, column, table);
  const layers = `${hiddenLayers}-layer`;
  return {
    id: `table1/${dataset}/${nonnegative ? 'nonneg' : 'free'}/${layers}/${rule}/${head}`,
    suite: 'table1',
    scale,
    dataset,
    hidden: Array.from({ length: hiddenLayers }, () => table.units[hiddenLayers]!),
    nonnegative,
    rule,
    head,
    preset,
    hyperparameters,
    budget: budgetOf(table, column, row, head),
    seeds: Array.from({ length: seeds ?? table.seeds(column, row) }, (_, seed) => seed),
    ...(table.trainImages && { trainImages: table.trainImages[dataset] }),
  };
}

function variantOf(rule: string, column: Column, scale: TableScale): Variant {
  const { dataset, nonnegative, hiddenLayers, variant } = column;
  switch (rule) {
    case 'hebbian-wp': {
      const head = variant === 'b' ? 'wp' : 'bp';
      const rate = dataset === 'cifar-10' && PRINTED_RATE;
      return { head: `${head}-head`, hyperparameters: { head, ...rate, ...outputLayerOf(column) } };
    }
    case 'krotov-hopfield': {
      if (dataset === 'cifar-10') {
        const settings = scale.krotovHopfieldCifar;
        return { head: `power-${settings.power}`, hyperparameters: krotovHopfieldCifar(settings) };
      }
      if (variant === 'b') return { head: 'relu', hyperparameters: { power: 1 } };
      const own = !nonnegative && hiddenLayers === 1 ? scale.krotovHopfieldOutput : {};
      return { head: 'power-4.5', hyperparameters: { power: 4.5, ...own } };
    }
    case 'backprop':
      return { head: 'end-to-end', hyperparameters: {} };
    case 'random-features':
      return { head: 'bp-head', hyperparameters: { ...outputLayerOf(column) } };
    default:
      return { head: 'default', hyperparameters: {} };
  }
}

/** The proposed rule with our settings, most of which its preset `best` holds. */
function bestVariantOf(column: Column): Variant {
  const head = column.variant === 'b' ? 'wp' : 'bp';
  const own = head === 'wp' && (column.nonnegative ? BEST_NONNEGATIVE_OUTPUT : BEST_FREE_OUTPUT);
  return { head: `best-${head}-head`, hyperparameters: { head, ...outputLayerOf(column), ...own } };
}

/**
 * η as printed: colour photographs have about ten times the squared length of digits, and equation (1) diverges above
 * the inverse of it.
 */
const PRINTED_RATE = { hiddenLearningRate: 0.0005 };
