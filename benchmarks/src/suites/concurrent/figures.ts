import type { LinePoint } from '@hebbench/report/figures';
import { drawFigures, type Figure } from '../common/charts.ts';
import { lossOf, type JointGroup } from './results.ts';
import { sharesOf } from './tables.ts';

/** A chart with the name of the CSV that has its numbers. */
type NamedFigure = Figure<'concurrent.csv' | 'shares.csv'>;

/** The charts of two sets; those without a point are left out. */
export function figuresOf(group: JointGroup): NamedFigure[] {
  const { joint, comparisons, main } = group;
  const palette = [...new Set(comparisons.map(({ title }) => title))];
  const [first, second] = joint.joint.parts;
  const drawn = [
    {
      title: `Both at once, less one alone: ${joint.title}`,
      file: `loss-${joint.name}.svg`,
      caption:
        'Accuracy on both tasks of one network, less the mean of two networks that have learned one task each and have as many units, by width: 0 if learning both costs nothing. Bars: 95 % intervals over seeds.',
      csv: 'concurrent.csv' as const,
      points: comparisons.flatMap((comparison): LinePoint[] => {
        const loss = lossOf(comparison, comparison.alone);
        const { title, units } = comparison;
        return loss ? [{ series: title, x: units, y: loss.mean, interval: loss.ci95 }] : [];
      }),
      xLabel: 'units',
      yLabel: 'difference, percentage points',
      logarithmicX: true,
    },
    {
      title: `Whose the units are: ${joint.title}`,
      file: `units-${joint.name}.svg`,
      caption: `Units by the share that ${first.title} has of their activity, each task’s scaled to the same mean over units: at the left units of ${second.title} alone, at the right of ${first.title} alone, in the middle of both.`,
      csv: 'shares.csv' as const,
      points: main.flatMap(({ title, both }): LinePoint[] =>
        both ? sharesOf(both, 'activity').map((point) => ({ series: title, ...point })) : [],
      ),
      xLabel: `share of ${first.title} in a unit’s activity, %`,
      yLabel: 'units, %',
    },
  ];
  return drawFigures(drawn.map((each) => ({ ...each, palette })));
}
