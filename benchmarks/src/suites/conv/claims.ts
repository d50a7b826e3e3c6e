import { metric, summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { differenceOf, numberText, verdictOn, type Claim } from '../common/claims.ts';
import { CONTROL_ROW, PROPOSED } from '../common/rows/index.ts';
import { isDense } from './cells.ts';
import { finished } from './tables.ts';

/** Layers of the convolutional network that is compared: settings were chosen for two. */
const COMPARED_LAYERS = 2;

/** What the paper says of convolutions, on photographs, with and without the constraint. */
export function convClaims(results: SuiteResults): Claim[] {
  const networks = finished(results).filter(
    ({ cell }) => cell.dataset === 'cifar-10' && cell.head !== 'wp-head',
  );
  return [false, true].flatMap((nonnegative) =>
    claimsOn(
      networks.filter(({ cell }) => cell.nonnegative === nonnegative),
      `CIFAR-10${nonnegative ? '⁺' : ''}, ${COMPARED_LAYERS} layers`,
      results.titles,
    ),
  );
}

function claimsOn(
  networks: readonly CellResult[],
  where: string,
  titles: SuiteResults['titles'],
): readonly Claim[] {
  const pairOf = (rule: string): Pair | undefined => {
    const own = networks.filter(({ cell }) => cell.rule === rule);
    const dense = own.find(({ cell }) => isDense(cell));
    const convolutional = own.find(({ cell }) => !isDense(cell) && cell.hidden.length === COMPARED_LAYERS);
    return dense && convolutional && { dense, convolutional };
  };
  const [proposed, control] = [pairOf(PROPOSED.rule), pairOf(CONTROL_ROW.rule)];
  if (!proposed) return [];
  const others = [...new Set(networks.map(({ cell }) => cell.rule))].flatMap((rule) => {
    const pair = rule !== PROPOSED.rule && rule !== CONTROL_ROW.rule && pairOf(rule);
    return pair ? [`${titles?.get(rule) ?? rule} ${numberText(gainOf(pair), 1)}`] : [];
  });
  const [trained, dense] = [proposed.convolutional, proposed.dense].map((each) =>
    numberText(metric(each, 'accuracy'), 2),
  );
  return [
    {
      claim: `convolutions make Hebbian networks up to 40 % better than dense ones (${where})`,
      paper: 'up to 40 %',
      ours: `${trained} % against ${dense} %: ${numberText(gainOf(proposed), 1)} % better${others.length > 0 ? ` (${others.join(', ')})` : ''}`,
      control: control ? `${numberText(gainOf(control), 1)} %` : '–',
      verdict: verdictOn([
        { value: differenceOf(proposed.convolutional, proposed.dense, 'accuracy'), side: 'above' },
      ]),
    },
    {
      claim: `what convolutions gain, the proposed rule’s learning adds to: above untrained ones (${where})`,
      paper: 'in words',
      ours: `${trained} %`,
      control: control ? `${numberText(metric(control.convolutional, 'accuracy'), 2)} %` : '–',
      verdict: verdictOn([
        {
          value: control && differenceOf(proposed.convolutional, control.convolutional, 'accuracy'),
          side: 'above',
        },
      ]),
    },
  ];
}

/** Networks of one rule on the same images. */
interface Pair {
  readonly dense: CellResult;
  readonly convolutional: CellResult;
}

/** How much more accurate the convolutional network is, in percent of the dense one’s accuracy, seed by seed. */
function gainOf({ dense, convolutional }: Pair): Summary | undefined {
  return summarise(
    convolutional.records.flatMap(({ seed, metrics: { accuracy } }) => {
      const twin = dense.records.find((record) => record.seed === seed)?.metrics['accuracy'];
      return accuracy === undefined || twin === undefined ? [] : [100 * (accuracy / twin - 1)];
    }),
  );
}
