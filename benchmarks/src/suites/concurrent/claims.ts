import type { Summary } from '@hebbench/report';
import { numberText, verdictOn, type Claim } from '../common/claims.ts';
import { BACKPROP, CONTROL_ROW, KROTOV_HOPFIELD, PROPOSED, type Row } from '../common/rows/index.ts';
import { lossOf, overTasks, type Comparison, type JointGroup } from './results.ts';
import { ASSIGNED } from './units.ts';

/** Losing up to this many percentage points counts as comparable. */
export const COMPARABLE = 2;
/** Units count as not assigned to tasks if fewer than this many percent of them are one task's. */
export const MOST_ASSIGNED = 50;

/** The paper's claims on concurrent tasks, for each way of joining the sets. */
export function concurrentClaims(groups: readonly JointGroup[]): Claim[] {
  return groups.flatMap(({ joint, main }) => {
    const find = ({ rule }: Row): Comparison | undefined => main.find((each) => each.rule === rule);
    const proposed = find(PROPOSED);
    return proposed ? claimsOf(joint.title, proposed, find) : [];
  });
}

function claimsOf(sets: string, proposed: Comparison, find: (row: Row) => Comparison | undefined): Claim[] {
  const others = (of: (comparison: Comparison) => Summary | undefined, digits: number): string =>
    [BACKPROP, KROTOV_HOPFIELD]
      .flatMap((row) => {
        const other = find(row);
        return other && of(other) ? [`${other.title} ${numberText(of(other), digits)}`] : [];
      })
      .join(', ');
  const beside = (of: (comparison: Comparison) => Summary | undefined, digits: number): string => {
    const texts = others(of, digits);
    return texts === '' ? '' : ` (${texts})`;
  };
  const control = find(CONTROL_ROW);
  const loss = (comparison: Comparison): Summary | undefined => lossOf(comparison, comparison.alone);
  const assigned = ({ both }: Comparison): Summary | undefined => both?.of('activityAssigned');
  const { both, alone, units } = proposed;
  return [
    {
      claim: `combined accuracy comparable to that of networks of one task each, which have as many units (${sets}, ${units} units)`,
      paper: 'comparable',
      ours: `${numberText(both?.of('accuracy'), 2)} % against ${numberText(overTasks(alone, 'accuracy'), 2)} %: ${numberText(loss(proposed), 2)} points${beside(loss, 2)}`,
      control: `${numberText(control && loss(control), 2)} points`,
      verdict: verdictOn([{ value: loss(proposed), side: 'above', of: -COMPARABLE }]),
    },
    {
      claim: `units are not assigned to tasks, read as: few are one task’s alone, with ${100 * ASSIGNED} % of their activity or more in it (${sets}, ${units} units)`,
      paper: 'no unit is designated',
      ours: `${numberText(assigned(proposed), 1)} % of the units${beside(assigned, 1)}`,
      control: `${numberText(control && assigned(control), 1)} %`,
      verdict: verdictOn([{ value: assigned(proposed), side: 'below', of: MOST_ASSIGNED }]),
    },
  ];
}
