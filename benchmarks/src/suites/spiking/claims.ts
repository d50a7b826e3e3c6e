import { denseEnergy, spikingEnergy } from '@hebbench/spiking';
import { summarise } from '@hebbench/report';
import { differenceOf, numberText, verdictOn, type Claim } from '../common/claims.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { CONTROL_ROW, PROPOSED } from '../common/rows/index.ts';
import { LEARNED, SPIKING_SCALES } from './cells.ts';
import type { SpikingResults } from './results.ts';
import { REACHED } from './score-converted.ts';

/** What the paper expects of spikes, as far as it can be measured. */
export function spikingClaims({ converted, learned }: SpikingResults): Claim[] {
  const constrained = converted.filter(({ cell }) => cell.nonnegative);
  const [proposed, control] = [PROPOSED, CONTROL_ROW].map(({ rule }) =>
    constrained.find(({ cell }) => cell.rule === rule),
  );
  return [...(proposed ? convertedClaims(proposed, control) : []), ...learnedClaims(learned)];
}

function convertedClaims(proposed: MeasuredNetwork, control: MeasuredNetwork | undefined): Claim[] {
  const { title } = proposed;
  const { shown } = SPIKING_SCALES[proposed.cell.scale];
  const ratio = energyRatio(proposed);
  return [
    {
      claim: `${title} runs on spikes: it loses at most ${REACHED} points in ${shown} steps`,
      paper: 'in words',
      ours: `${numberText(proposed.of('lost'), 2)} points`,
      control: numberText(control?.of('lost'), 2),
      verdict: verdictOn([{ value: proposed.of('lost'), side: 'below', of: REACHED }]),
    },
    {
      claim: `event-driven computation is efficient: ${title} takes less energy for arithmetic in ${shown} steps, by estimate, than its dense network that leaves out zeros`,
      paper: 'in words',
      ours: `${numberText(ratio, 2)} times as much`,
      control: control ? numberText(energyRatio(control), 2) : '–',
      verdict: verdictOn([{ value: ratio, side: 'below', of: 1 }]),
    },
  ];
}

/** Estimated energy on spikes over that of the dense network without zeros, seed by seed. */
function energyRatio({ result }: MeasuredNetwork): ReturnType<typeof summarise> {
  return summarise(
    result.records.map(({ metrics }) => {
      const spiking = spikingEnergy(
        {
          synaptic: metrics['synaptic']!,
          multiplyAdds: metrics['multiplyAdds']!,
          updates: metrics['updates']!,
        },
        false,
      );
      return spiking / denseEnergy(metrics['denseNeeded']!);
    }),
  );
}

function learnedClaims(learned: readonly MeasuredNetwork[]): Claim[] {
  const networkOf = (learns: boolean, ownOutput: boolean): MeasuredNetwork | undefined => {
    const { head } = LEARNED.find((each) => each.learns === learns && each.ownOutput === ownOutput)!;
    return learned.find(({ cell }) => cell.head === head);
  };
  return [false, true].flatMap((ownOutput): Claim[] => {
    const trained = networkOf(true, ownOutput);
    const untrained = networkOf(false, ownOutput);
    if (!trained) return [];
    const gain = untrained && differenceOf(trained.result, untrained.result, 'accuracy');
    return [
      {
        claim: ownOutput
          ? 'the whole rule learns from spikes, equations (2) to (5) its output layer: it is above the same one on an untrained layer'
          : 'equation (1) learns from spikes: its network is above the same one untrained',
        paper: 'in words',
        ours: `${numberText(trained.of('accuracy'), 2)} %`,
        control: numberText(untrained?.of('accuracy'), 2),
        verdict: verdictOn([{ value: gain, side: 'above' }]),
      },
    ];
  });
}
