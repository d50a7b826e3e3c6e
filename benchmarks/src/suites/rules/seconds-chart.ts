import { summarise } from '@hebbench/report';
import { lineChart, type LinePoint } from '@hebbench/report/figures';
import type { SuiteResults } from '../../suite.ts';
import { mean } from '../common/mean.ts';
import { timedRules } from './equal-seconds.ts';
import type { Group } from './groups.ts';

/** Accuracy over seconds of training, a line for each rule of a group; `undefined` without a training. */
export function secondsChart(results: SuiteResults, group: Group): string | undefined {
  const points = timedRules(results, group).flatMap(({ rule, seeds }) =>
    Array.from({ length: Math.min(...seeds.map(({ length }) => length)) }, (_, i): LinePoint => {
      const trainings = seeds.map((each) => each[i]!);
      const accuracy = summarise(trainings.map((training) => training.accuracy))!;
      return {
        series: rule,
        x: mean(trainings.map((training) => training.seconds)),
        y: accuracy.mean,
        interval: accuracy.ci95,
      };
    }),
  );
  if (points.length === 0) return undefined;
  return lineChart({
    points,
    title: `Accuracy over seconds of training, ${group.title}`,
    description: `Test accuracy against seconds of training for ${new Set(points.map(({ series }) => series)).size} rules on ${group.title}, each trained with several budgets.`,
    xLabel: 'seconds of training',
    yLabel: 'test accuracy (%)',
    logarithmicX: true,
    palette: [...new Set(results.cells.map(({ rule }) => rule))],
  });
}
