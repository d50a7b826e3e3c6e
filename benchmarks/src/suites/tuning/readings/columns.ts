import { recipeOf, type Measured } from './measured.ts';
import type { QuestionTable } from '../question-table.ts';
import { choiceTables } from './choice.ts';
import { layerTables } from './layers.ts';
import {
  distanceOf,
  PRINTED_COLUMNS,
  readingNetworks,
  type Found,
  type ReadingNetworks,
} from './networks.ts';
import type { NotedTable } from '../noted-table.ts';

/** What a reading does in every column, and through its ten layers, where more than one layer has been run. */
export function columnTables(tables: readonly QuestionTable[]): NotedTable[] {
  const rows = readingNetworks(tables);
  if (rows.length === 0) return [];
  const deep = rows.flatMap(({ columns }) =>
    columns.flatMap(({ proposed }, i) => (proposed && PRINTED_COLUMNS[i]!.deep ? [proposed.measured] : [])),
  );
  return [distanceTable(rows), ...choiceTables(rows), ...layerTables(tables, deep)];
}

function distanceTable(rows: readonly ReadingNetworks[]): NotedTable {
  const lines = rows.map((networks) => {
    const { reading, one, columns, complete } = networks;
    const distance = distanceOf(networks, 'proposed');
    return {
      distance: distance ?? Infinity,
      cells: [
        `${reading.name}: ${reading.title}`,
        accuracyOf(one.proposed),
        ...columns.map(({ proposed }) => cellOf(proposed)),
        accuracyOf(one.backprop),
        ...columns.flatMap(({ backprop }, i) => (PRINTED_COLUMNS[i]!.backprop ? [cellOf(backprop)] : [])),
        distance === undefined ? '–' : `${distance.toFixed(2)}${complete ? '' : ' *'}`,
        distanceOf(networks, 'control')?.toFixed(2) ?? '–',
      ],
    };
  });
  return {
    title: 'Readings of equation (6): all columns with the constraint',
    notes: [
      'Validation % of the network that is nearest to the paper’s number, with its epochs a layer or its recipe; each column may have its own. † a layer with dead units, or chance: counts as not reached.',
      'Distance: the whole measure of docs/readings.md, over what has been run; * some columns have not. Control: the same with an untrained network in place of the proposed rule’s, over the columns that it has.',
    ],
    columns: [
      'reading',
      '1ᵃ',
      ...PRINTED_COLUMNS.map(({ title }) => title),
      'BP 1',
      ...PRINTED_COLUMNS.flatMap(({ title, backprop: printed }) => (printed ? [`BP ${title}`] : [])),
      'distance',
      'control',
    ],
    rows: [
      [
        'paper',
        '94.20',
        ...PRINTED_COLUMNS.map(({ proposed: [paper] }) => paper.toFixed(2)),
        '94.47',
        ...PRINTED_COLUMNS.flatMap(({ backprop: printed }) => (printed ? [printed[0].toFixed(2)] : [])),
        '0.00',
        '',
      ],
      ...lines.toSorted((a, b) => a.distance - b.distance).map(({ cells }) => cells),
    ],
  };
}

function accuracyOf(measured: Measured | undefined): string {
  if (!measured) return '–';
  const { accuracy } = measured.metrics;
  return `${accuracy!.toFixed(2)} (${recipeOf(measured) ?? measured.result.result.cell.budget.hiddenEpochs})`;
}

function cellOf(found: Found | undefined): string {
  return found ? `${accuracyOf(found.measured)}${found.died ? ' †' : ''}` : '–';
}
