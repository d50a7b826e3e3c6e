/** Frameworks that `benchmarks/peers` has the units of work in. */
export const PEER_NAMES = ['torch', 'jax', 'tensorflow'] as const;

/** One of {@link PEER_NAMES}. */
export type PeerName = (typeof PEER_NAMES)[number];
