import type { Operations } from './operations.ts';

/**
 * Energy of one 32-bit floating-point operation in a 45 nm process at 0.9 V, in picojoules: addition 0.9, multiplication
 * 3.7 (M. Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014). A multiply–add is both.
 */
export const ENERGY_45_NM = { add: 0.9, multiplyAdd: 4.6 } as const;

/** What stands beside every estimate. */
export const ENERGY_NOTE =
  'Energy is an estimate from counts, not a measurement: 32-bit floating-point arithmetic in a 45 nm process, 0.9 pJ an addition and 4.6 pJ a multiply–add (Horowitz 2014). Memory, which often takes more than arithmetic, control and idle circuits are not in it, for either kind of network.';

/** Arithmetic of a pass through a dense network, in nanojoules. */
export function denseEnergy(multiplyAdds: number): number {
  return (multiplyAdds * ENERGY_45_NM.multiplyAdd) / 1000;
}

/**
 * Arithmetic of a simulation, in nanojoules: an addition for each synapse that a spike crosses, a multiply–add for each
 * that an image's values cross as a current, and for each update of a membrane an addition, with leak a multiply–add.
 * @param leaky - whether membranes leak
 * @param withUpdates - whether updates of membranes count; much of the literature leaves them out. @defaultValue true
 */
export function spikingEnergy(
  { synaptic, multiplyAdds, updates }: Pick<Operations, 'synaptic' | 'multiplyAdds' | 'updates'>,
  leaky: boolean,
  withUpdates = true,
): number {
  const perUpdate = leaky ? ENERGY_45_NM.multiplyAdd : ENERGY_45_NM.add;
  return (
    (synaptic * ENERGY_45_NM.add +
      multiplyAdds * ENERGY_45_NM.multiplyAdd +
      (withUpdates ? updates * perUpdate : 0)) /
    1000
  );
}
