import { layersOf, measuredOf, type Measured } from './measured.ts';
import type { QuestionTable } from '../question-table.ts';
import type { NotedTable } from '../noted-table.ts';

/** Questions on ten layers whose networks all stand beside those of the readings: what else was tried, and the control. */
const BESIDE: readonly string[] = [
  'readings-10-depth',
  'readings-control-10',
  'readings-frozen-10',
  'readings-frozen-control-10',
];

/**
 * What becomes of the classes from layer to layer.
 * @param chosen - of each reading, the network with ten layers that stands for it
 */
export function layerTables(tables: readonly QuestionTable[], chosen: readonly Measured[]): NotedTable[] {
  const networks = [...chosen, ...BESIDE.flatMap((question) => measuredOf(tables, question))];
  const rows = networks.flatMap((measured) =>
    layersOf(measured).map((layer, i) => [
      nameOf(measured),
      String(i + 1),
      layer.classMeans.toFixed(1),
      layer.zeros.toFixed(1),
      layer.deadUnits.toFixed(1),
      layer.activeUnits.toFixed(1),
      layer.dimension.toFixed(1),
    ]),
  );
  if (rows.length === 0) return [];
  const frozen = measuredOf(tables, 'readings-frozen-10').length > 0;
  return [
    {
      title: 'Readings of equation (6): ten layers, layer by layer',
      notes: [
        `The networks of the column “10” above, other epochs by depth and the joint schedule, ${frozen ? 'frozen constants, ' : ''}and untrained layers. Class means: accuracy of giving each image the class whose mean activity is nearest. Dead: units that respond to none of 1000 images; active: mean share that responds to one; dimension: participation ratio of the activity.`,
      ],
      columns: ['network', 'layer', 'class means %', 'zero %', 'dead %', 'active %', 'dimension'],
      rows,
    },
  ];
}

function nameOf({ result: { result, candidate } }: Measured): string {
  return result.cell.rule === 'random-features' ? `${candidate.name}, control` : candidate.name;
}
