export { bimodalityCoefficient } from './bimodality.ts';
export { complementaryCdf, logBinnedDensity, logSpaced, quantiles, type CurvePoint } from './curves.ts';
export { dalesLawShare } from './dale.ts';
export { FAMILIES, type Family, type Moments } from './families.ts';
export { fitFamilies, ksDistance, type Fit, type Fits, type NoFit } from './fit.ts';
export { nelderMead, type Minimum } from './nelder-mead.ts';
export { sampleWeights, type SampleOptions, type WeightSample } from './sample.ts';
export { connectivity, scaleOf, sparsity, type Connectivity, type Scale } from './sparsity.ts';
export { vuong, type VuongResult } from './vuong.ts';
