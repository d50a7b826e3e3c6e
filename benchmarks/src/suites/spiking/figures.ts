import type { LinePoint } from '@hebbench/report/figures';
import { drawFigures, type Figure } from '../common/charts.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { curvesOf, type SpikingResults } from './results.ts';
import { stepsCsv } from './tables.ts';

/** The charts of the report; those without a point are left out. */
export function figuresOf({ converted }: SpikingResults): Figure[] {
  const csv = { name: 'steps.csv', content: stepsCsv(converted) };
  const palette = [...new Set(converted.map(({ title }) => title))];
  const drawn = [
    {
      title: 'Accuracy by steps',
      file: 'steps.svg',
      caption:
        'Test accuracy of converted networks after numbers of steps, images as constant currents, equation (6) image by image; bars are 95 % intervals over seeds.',
      points: points(converted, 'current', (_, step) => step),
      xLabel: 'steps',
    },
    {
      title: 'Accuracy by steps, random spikes',
      file: 'steps-poisson.svg',
      caption: 'The same with images as random spikes.',
      points: points(converted, 'poisson', (_, step) => step),
      xLabel: 'steps',
    },
    {
      title: 'Accuracy by synapses crossed',
      file: 'operations.svg',
      caption:
        'Test accuracy of converted networks by the synapses that spikes have crossed in an image, which rise with the steps; images as constant currents.',
      points: points(converted, 'current', (synaptic) => Math.max(1, synaptic)),
      xLabel: 'synapses crossed an image',
    },
    {
      title: 'Ways to carry equation (6)',
      file: 'equation-6.svg',
      caption:
        'Test accuracy by steps with equation (6) image by image, with its mean by inhibition and a constant maximum, and with both constant. Where a curve ends below the dense network, more steps do not help.',
      points: converted.flatMap((network) =>
        curvesOf(network)
          .filter(({ code, carried }) => code === 'current' && carried !== 'none')
          .flatMap(({ carried, points: own }) =>
            own.map(({ step, accuracy }) => ({
              series: `${network.title}, ${carried}`,
              x: step,
              y: accuracy.mean,
            })),
          ),
      ),
      xLabel: 'steps',
      palette: [],
    },
  ];
  return drawFigures(
    drawn.map((each) => ({ palette, ...each, csv, yLabel: 'test accuracy, %', logarithmicX: true })),
  );
}

function points(
  networks: readonly MeasuredNetwork[],
  wanted: 'current' | 'poisson',
  place: (synaptic: number, step: number) => number,
): LinePoint[] {
  return networks.flatMap((network) => {
    const curve = curvesOf(network).find(({ code }) => code === wanted);
    return (curve?.points ?? []).map(({ step, accuracy, synaptic }) => ({
      series: network.title,
      x: place(synaptic.mean, step),
      y: accuracy.mean,
      ...(accuracy.ci95 && { interval: accuracy.ci95 }),
    }));
  });
}
