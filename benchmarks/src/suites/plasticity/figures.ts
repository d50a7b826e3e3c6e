import type { LinePoint } from '@hebbench/report/figures';
import { drawFigures, type Figure } from '../common/charts.ts';
import { pointsOf, pruningOf, unitsOf, type NetworkResult, type PlasticityResults } from './results.ts';
import { metricsCsv, pruningCsv, trainingCsv } from './tables.ts';

/** The charts of the report; those without a point are left out. */
export function figuresOf(results: PlasticityResults): Figure[] {
  const { long, widths } = results;
  const training = { name: 'training.csv', content: trainingCsv(long) };
  const palette = [...new Set([...long, ...widths].map(({ title }) => title))];
  const drawn = [
    {
      title: 'Accuracy in long training',
      file: 'accuracy.svg',
      caption:
        'Test accuracy over the epochs in which labels are learned, first seed: no line should fall if no early stopping is needed.',
      csv: training,
      points: overEpochs(long, ({ trains, epoch, test }) =>
        trains === 'hidden' ? undefined : [epoch, test],
      ),
      xLabel: 'epochs',
      yLabel: 'test accuracy, %',
      logarithmicX: true,
    },
    {
      title: 'Accuracy of hidden layers in long training',
      file: 'hidden-accuracy.svg',
      caption:
        'Test accuracy of a further output layer, the same for every rule, on hidden layers that are still in training, first seed.',
      csv: training,
      points: overEpochs(long, ({ trains, epoch, test }) =>
        trains === 'hidden' ? [epoch, test] : undefined,
      ),
      xLabel: 'epochs of the hidden layer',
      yLabel: 'test accuracy, %',
      logarithmicX: true,
    },
    {
      title: 'Synapses born and lost',
      file: 'rewiring.svg',
      caption:
        'Hidden weights that come from 0 or go to 0 in one epoch, in percent of all, first seed: none once rewiring has ended.',
      csv: training,
      points: overEpochs(long, ({ epoch, synapses }) =>
        synapses ? [epoch, synapses.born + synapses.lost] : undefined,
      ),
      xLabel: 'epochs',
      yLabel: 'born or lost, %',
      logarithmicX: true,
    },
    {
      title: 'Synapses in use by width',
      file: 'width.svg',
      caption:
        'Hidden weights that are not 0, by the width of the layer: level if wider layers use no more, as steep as the control if each unit uses as many.',
      csv: { name: 'plasticity.csv', content: metricsCsv(results) },
      points: widths.flatMap((network): LinePoint[] => {
        const used = network.of('used');
        return used && used.mean > 0 ? [{ series: network.title, x: unitsOf(network), y: used.mean }] : [];
      }),
      xLabel: 'units',
      yLabel: 'synapses in use',
      logarithmicX: true,
      logarithmicY: true,
    },
    {
      title: 'Removing the smallest synapses',
      file: 'pruning.svg',
      caption:
        'Test accuracy of the widest layer when the smallest of its synapses in use are set to 0, mean over seeds.',
      csv: { name: 'pruning.csv', content: pruningCsv(widths) },
      points: widest(widths).flatMap((network) =>
        pruningOf(network).map(({ removed, accuracy }) => ({
          series: network.title,
          x: removed,
          y: accuracy,
        })),
      ),
      xLabel: 'removed, % of those in use',
      yLabel: 'test accuracy, %',
    },
  ];
  return drawFigures(drawn.map((each) => ({ ...each, palette })));
}

function overEpochs(
  networks: readonly NetworkResult[],
  place: (point: ReturnType<typeof pointsOf>[number]) => readonly [x: number, y: number] | undefined,
): LinePoint[] {
  return networks.flatMap((network) =>
    pointsOf(network).flatMap((point) => {
      const at = place(point);
      return at ? [{ series: network.title, x: at[0], y: at[1] }] : [];
    }),
  );
}

function widest(widths: readonly NetworkResult[]): NetworkResult[] {
  const most = Math.max(...widths.map(unitsOf));
  return widths.filter((network) => unitsOf(network) === most);
}
