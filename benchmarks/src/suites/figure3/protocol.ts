import { LEAST_DEPTH } from './bimodal-claim.ts';
import { SPARSITY_TOLERANCE } from './claims.ts';
import { FITTED_UNITS } from './score.ts';

/** How the numbers were made. */
export const PROTOCOL: readonly string[] = [
  'Weights of the hidden layer, MNIST, nonnegative, one layer: the networks of Table 1.',
  'Weights are divided by the largest and cut below 0.005, as in the paper; other thresholds and the 99.9 % quantile as scale are shown beside.',
  'Families are fitted by maximum likelihood on the truncated support, not to a histogram. "Stretched exponential" names two families: the Weibull density, and exp(−(x/τ)^β), here exponential-power (compressed if β > 1).',
  `A share of zeros within ${SPARSITY_TOLERANCE} points of the paper’s rounded number counts as the same. The settings of the proposed rule were chosen for that number, among those that suite \`regime\` shows.`,
  `The paper’s word “bimodal” is decided by the deepest valley of the density as it is drawn (per weight, not per logarithm of it), in bins of equal width in the logarithm, with 5 % of the weights or more on both sides. A peak may lie at the cut. The bins of the peaks and of the valley are found among half of the units; how deep it is, as a share of the lower peak, is measured among the others, with a 95 % bootstrap interval over units. Above ${100 * LEAST_DEPTH} % there are two peaks, below one; where the interval covers ${100 * LEAST_DEPTH} %, it is undecided.`,
  'Bimodality: Sarle’s coefficient of the weights above the cut, (skewness² + 1) / kurtosis; a uniform distribution has 5/9 = 0.56. No claim is decided by it: two peaks raise it, and so does a long tail of one.',
  'The AIC ranks families; KS distances stand beside, and may rank them otherwise. With so many weights each of them would be rejected by a test: “closest” does not mean that the weights were drawn from it.',
  'A family is closest beyond chance where the intervals of all others behind it lie above 0. A parameter with an arrow has no estimate: no member of the family fits best, and the fit is its limit, with what it is there in brackets.',
  `Fits, curves, bimodality and the valley are those of ${FITTED_UNITS} units drawn at random, the same in every reading (all units of a layer that has no more); sparsity, connectivity and Dale’s law are those of all units.`,
  'Sparsity, connectivity and KS distances over the seeds; figures, fits and other readings of the first seed.',
  'AIC per weight; how far a family is behind the closest one: mean log-likelihood ratio of a weight (Vuong), with a 95 % bootstrap interval over units, because the weights of a unit were learned together.',
  'The control is untrained: its weights are uniform by construction. A good fit alone says little: a truncated lognormal fits a uniform start, too.',
];
