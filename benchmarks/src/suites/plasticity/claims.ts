import type { Summary } from '@hebbench/report';
import { BACKPROP, CONTROL_ROW, KROTOV_HOPFIELD, PROPOSED, type Row } from '../common/rows/index.ts';
import { differenceOf, numberText, verdictOn, type Claim, type Condition } from '../common/claims.ts';
import { isJoint } from './cells.ts';
import { growth, growthDifference, unitsOf, type NetworkResult, type PlasticityResults } from './results.ts';

/** A gain of early stopping up to this many percentage points counts as none. */
export const NO_GAIN = 0.5;
/** Changes an epoch that have fallen to this share of those of the first epoch count as convergence. */
export const SETTLED = 0.1;
/** Synapses born, and lost, in the last epoch, in percent of all, from which rewiring counts as ongoing. */
export const ONGOING = 0.1;

type Find = (row: Row) => NetworkResult | undefined;

/** Whose numbers stand beside those of the proposed rule. */
const OTHERS: readonly Row[] = [BACKPROP, KROTOV_HOPFIELD];

/** The paper's claims on plasticity. */
export function plasticityClaims({ long, widths }: PlasticityResults): Claim[] {
  const find: Find = ({ rule }) => long.find(({ cell }) => cell.rule === rule && !isJoint(cell));
  return [
    ...long
      .filter(({ cell }) => cell.rule === PROPOSED.rule)
      .flatMap((proposed) => longClaims(proposed, find)),
    ...widthClaims(widths),
  ];
}

function longClaims(proposed: NetworkResult, find: Find): Claim[] {
  const { title } = proposed;
  const of = (metric: string, digits: number, unit: string, rows: readonly Row[]): string => {
    const others = rows.flatMap((row) => {
      const other = find(row);
      return other?.of(metric) ? [`${other.title} ${numberText(other.of(metric), digits)}`] : [];
    });
    const own = `${numberText(proposed.of(metric), digits)} ${unit}`;
    return others.length > 0 ? `${own} (${others.join(', ')})` : own;
  };
  const control = (metric: string, digits: number): string =>
    numberText(find(CONTROL_ROW)?.of(metric), digits);
  const backprop = find(BACKPROP);
  const atMost = (value: Summary | undefined, most: number): Condition => ({
    value,
    side: 'below',
    of: most,
  });
  return [
    {
      claim: `no early stopping is needed, output layer (${title}): stopping at the best validation accuracy gains nothing`,
      paper: 'in words',
      ours: of('outputGain', 2, 'points', OTHERS),
      control: control('outputGain', 2),
      verdict: verdictOn([atMost(proposed.of('outputGain'), NO_GAIN)]),
    },
    ...(proposed.of('hiddenGain')
      ? [
          {
            claim: `no early stopping is needed, hidden layer (${title})`,
            paper: 'in words',
            ours: of('hiddenGain', 2, 'points', [KROTOV_HOPFIELD]),
            control: '–',
            verdict: verdictOn([atMost(proposed.of('hiddenGain'), NO_GAIN)]),
          },
        ]
      : []),
    {
      claim: `no overfitting in long training (${title}): training less test accuracy stays below backpropagation’s`,
      paper: 'in words',
      ours: of('gap', 2, 'points', OTHERS),
      control: control('gap', 2),
      verdict: verdictOn([
        { value: backprop && differenceOf(proposed.result, backprop.result, 'gap'), side: 'below' },
      ]),
    },
    {
      claim: `learning converges by itself (${title}): change of the weights in the last epoch, as a share of that in the first`,
      paper: 'in words',
      ours: of('changeLeft', 3, '', OTHERS).trim(),
      control: '–',
      verdict: verdictOn([atMost(proposed.of('changeLeft'), SETTLED)]),
    },
    {
      claim: `ongoing rewiring (${title}): synapses born and lost in the last epoch`,
      paper: 'in words',
      ours: `${of('born', 2, '% born', OTHERS)}, ${of('lost', 2, '% lost', OTHERS)}`,
      control: '–',
      verdict: verdictOn(
        ['born', 'lost'].map((metric) => ({
          value: proposed.of(metric),
          side: 'above' as const,
          of: ONGOING,
        })),
      ),
    },
  ];
}

function widthClaims(networks: readonly NetworkResult[]): Claim[] {
  const ofRow = ({ rule }: Row): NetworkResult[] => networks.filter(({ cell }) => cell.rule === rule);
  const [proposed, backprop, control] = [PROPOSED, BACKPROP, CONTROL_ROW].map(ofRow) as [
    NetworkResult[],
    NetworkResult[],
    NetworkResult[],
  ];
  if (proposed.length === 0) return [];
  const widest = (of: readonly NetworkResult[]): NetworkResult | undefined => of.at(-1);
  const [ours, theirs] = [widest(proposed)!, widest(backprop)];
  const units = unitsOf(ours);
  return [
    {
      claim:
        'prevents overparameterisation: the synapses in use grow with a lower power of the width than backpropagation’s',
      paper: 'in words',
      ours: `${numberText(growth(proposed), 2)} (BP ${numberText(growth(backprop), 2)})`,
      control: numberText(growth(control), 2),
      verdict: verdictOn([{ value: growthDifference(proposed, backprop), side: 'below' }]),
    },
    {
      claim: `prevents overparameterisation: fewer of the synapses in use can be removed without the loss of a point than of backpropagation’s, ${units} units`,
      paper: 'in words',
      ours: `${numberText(ours.of('removable'), 0)} % (BP ${numberText(theirs?.of('removable'), 0)} %)`,
      control: `${numberText(widest(control)?.of('removable'), 0)} %`,
      verdict: verdictOn([
        { value: theirs && differenceOf(ours.result, theirs.result, 'removable'), side: 'below' },
      ]),
    },
    {
      claim: `prevents overparameterisation: training less test accuracy is below backpropagation’s, ${units} units`,
      paper: 'in words',
      ours: `${numberText(ours.of('gap'), 2)} points (BP ${numberText(theirs?.of('gap'), 2)})`,
      control: numberText(widest(control)?.of('gap'), 2),
      verdict: verdictOn([
        { value: theirs && differenceOf(ours.result, theirs.result, 'gap'), side: 'below' },
      ]),
    },
  ];
}
