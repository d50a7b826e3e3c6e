export { bimodalityCoefficient } from './bimodality.ts';
export { LEAST_UNITS } from './bootstrap.ts';
export { complementaryCdf, logBinnedDensity, logSpaced, quantiles, type CurvePoint } from './curves.ts';
export { dalesLawShare } from './dale.ts';
export { FAMILIES, type Family } from './families.ts';
export { fitFamilies, type Fit, type Fits, type NoFit } from './fit.ts';
export { ksDistance } from './ks.ts';
export { type FittedParameters, type Limit, type LimitParameters, type ParameterLimit } from './limits.ts';
export { type Moments } from './moments.ts';
export { nelderMead, type Minimum } from './nelder-mead.ts';
export { sampleWeights, type SampleOptions, type WeightSample } from './sample.ts';
export { type Search } from './searches.ts';
export { connectivity, scaleOf, sparsity, type Connectivity, type Scale } from './sparsity.ts';
export { deepestValley, type Valley } from './valley.ts';
export { vuong, type VuongResult } from './vuong.ts';
export { amariDistance } from './amari.ts';
export { basisGains } from './basis-gains.ts';
export { bestMatches } from './best-matches.ts';
export { meanAbsoluteCorrelation } from './correlation.ts';
export { basisOfSources, fastIca, whiten, whitener, type FastIcaOptions, type Unmixing } from './fast-ica.ts';
export { excessKurtosis } from './kurtosis.ts';
export { medianLifetime, type Lifetimes } from './lifetimes.ts';
export { overlap, principalAngleCosines } from './principal-angles.ts';
export {
  heldOut,
  principalComponents,
  type PrincipalComponents,
  type PrincipalComponentsOptions,
} from './principal-components.ts';
export { assignedShare, taskSelectivity, taskShares } from './selectivity.ts';
export { equivalentComponents, pcaError, reconstructionOf, type Reconstruction } from './reconstruction.ts';
export {
  createSynapseLog,
  type SynapseCounts,
  type SynapseLog,
  type SynapseLogState,
} from './synapse-log.ts';
