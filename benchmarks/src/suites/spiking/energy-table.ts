import { denseEnergy, spikingEnergy } from '@hebbench/spiking';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import type { TextTable } from '../common/markdown.ts';

/** Energy estimates of a network, in nanojoules an image. */
export interface EnergyEstimate {
  /** One pass of the dense network: all weights; those that are not 0; those that a value that is not 0 reaches. */
  readonly dense: Readonly<Record<'all' | 'present' | 'needed', number>>;
  /** Spikes, with and without the updates of membranes. */
  readonly spiking: Readonly<Record<'whole' | 'withoutUpdates', number>>;
}

/** The estimates of a converted network, from the means of its counts. */
export function energyOf({ of }: MeasuredNetwork): EnergyEstimate {
  const mean = (name: string): number => of(name)!.mean;
  const counts = {
    synaptic: mean('synaptic'),
    multiplyAdds: mean('multiplyAdds'),
    updates: mean('updates'),
  };
  return {
    dense: {
      all: denseEnergy(mean('denseAll')),
      present: denseEnergy(mean('densePresent')),
      needed: denseEnergy(mean('denseNeeded')),
    },
    // Converted networks have membranes without leak.
    spiking: {
      whole: spikingEnergy(counts, false),
      withoutUpdates: spikingEnergy(counts, false, false),
    },
  };
}

/** Energy of dense and spiking networks, side by side. */
export function energyTable(converted: readonly MeasuredNetwork[]): TextTable {
  return {
    columns: [
      'network',
      'dense, all weights',
      'not 0',
      'not 0, of values not 0',
      'spiking',
      'without membranes',
      'of dense, not 0',
    ],
    rows: converted.map((network) => {
      const { dense, spiking } = energyOf(network);
      return [
        network.title,
        nanojoules(dense.all),
        nanojoules(dense.present),
        nanojoules(dense.needed),
        nanojoules(spiking.whole),
        nanojoules(spiking.withoutUpdates),
        (spiking.whole / dense.needed).toFixed(2),
      ];
    }),
  };
}

function nanojoules(value: number): string {
  return `${value.toPrecision(3)} nJ`;
}
