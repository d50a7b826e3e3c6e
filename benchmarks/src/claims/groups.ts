import { concurrentClaims } from '../suites/concurrent/claims.ts';
import { jointGroups } from '../suites/concurrent/results.ts';
import { convClaims } from '../suites/conv/claims.ts';
import { plasticityClaims } from '../suites/plasticity/claims.ts';
import { plasticityResults } from '../suites/plasticity/results.ts';
import { representationClaims } from '../suites/representation/claims.ts';
import { networkResults } from '../suites/representation/results.ts';
import { spikingClaims } from '../suites/spiking/claims.ts';
import { spikingResults } from '../suites/spiking/results.ts';
import { ACCURACY } from './accuracy.ts';
import { FEW_SHOTS_AND_ATTACKS } from './figure4.ts';
import type { ClaimGroup } from './group.ts';
import { WEIGHTS } from './weights.ts';

/** What the paper claims, in abstract, results, discussion and conclusion. */
export const CLAIM_GROUPS: readonly ClaimGroup[] = [
  ACCURACY,
  WEIGHTS,
  FEW_SHOTS_AND_ATTACKS,
  {
    title: 'Features',
    suite: 'representation',
    claims: [
      'units are decorrelated, by a PCA-like mechanism',
      'columns of W are estimates of the basis vectors of ICA',
      'input data can be reconstructed',
    ],
    found: (results) => representationClaims(networkResults(results)),
  },
  {
    title: 'Plasticity',
    suite: 'plasticity',
    claims: [
      'learning is self-regulated, without epoch tuning or early stopping',
      'synapses are rewired all the time',
      'overparameterisation is prevented',
    ],
    found: (results) => plasticityClaims(plasticityResults(results)),
  },
  {
    title: 'Concurrent tasks',
    suite: 'concurrent',
    claims: [
      'one network that is trained on digits and sounds at once is about as accurate on both together as networks of one task',
      'units are not assigned to tasks',
    ],
    found: (results) => concurrentClaims(jointGroups(results)),
  },
  {
    title: 'Convolutions (which the paper quotes of others)',
    suite: 'conv',
    claims: ['convolutions make Hebbian networks up to 40 % better'],
    found: convClaims,
  },
  {
    title: 'Spikes (named as the way forward)',
    suite: 'spiking',
    claims: [
      'a trained network runs on spikes, and keeps its accuracy',
      'event-driven computation is efficient',
      'equation (1) learns from spikes',
    ],
    found: (results) => spikingClaims(spikingResults(results)),
  },
];
