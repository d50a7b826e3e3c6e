/** Two standard errors of a share p of n images, in percentage points: differences below it are noise. */
export function noiseOf(percent: number, images: number): number {
  const p = Math.min(1 - 0.5 / images, Math.max(0.5 / images, percent / 100));
  return 200 * Math.sqrt((p * (1 - p)) / images);
}

/** A complaint, or `undefined` if all is well. */
export type Complaint = string | undefined;

/** Share of zero gradients above which gradient attacks stand still on too many images. */
const MOST_ZERO_GRADIENTS = 0.05;

/**
 * Of a network that is right about no image, and of no images at all, nothing was attacked: 0 % says nothing then.
 * @param right - images that the network is right about before any attack
 */
export function checkAnythingWasAttacked(right: number, images: number): Complaint {
  if (right > 0) return undefined;
  return images > 0
    ? `nothing was attacked: none of the ${images} images is classified rightly to begin with`
    : 'nothing was attacked: no image was given';
}

/** A share in percent; one that is there is never 0. */
function percentOf(share: number): string {
  return share < 0.005 ? 'less than 1' : (100 * share).toFixed(0);
}

/** A gradient that is no number shows an attack no way. */
export function checkGradientsAreNumbers(brokenShare: number): Complaint {
  return brokenShare > 0
    ? `${percentOf(brokenShare)} % of the input gradients are not finite numbers`
    : undefined;
}

/** Attacks that follow gradients say nothing where gradients are zero. */
export function checkGradientsExist(zeroShare: number): Complaint {
  return zeroShare > MOST_ZERO_GRADIENTS
    ? `${(100 * zeroShare).toFixed(0)} % of the input gradients are exactly zero`
    : undefined;
}

/** A larger ball holds the smaller one: accuracy cannot rise with ε. */
export function checkMonotone(accuracy: number, atSmaller: number, images: number): Complaint {
  return accuracy > atSmaller + noiseOf(atSmaller, images)
    ? `accuracy rises with ε: ${atSmaller.toFixed(1)} → ${accuracy.toFixed(1)} %`
    : undefined;
}

/** Many steps find at least what one step finds. */
export function checkIterativeIsStronger(pgd: number, fgsm: number, images: number): Complaint {
  return pgd > fgsm + noiseOf(fgsm, images)
    ? `PGD (${pgd.toFixed(1)} %) is weaker than FGSM (${fgsm.toFixed(1)} %)`
    : undefined;
}

/** What sees the model's gradient finds at least what does not: otherwise the gradient is masked. */
export function checkGradientHelps(
  withGradient: number,
  without: number,
  name: string,
  images: number,
): Complaint {
  return without < withGradient - noiseOf(withGradient, images)
    ? `${name}, which does not see the gradient, is stronger (${without.toFixed(1)} against ${withGradient.toFixed(1)} %)`
    : undefined;
}

/** Share of the gradients that must agree with difference quotients. */
const LEAST_AGREEMENT = 0.9;

/** The gradient is that of the loss. */
export function checkGradientIsRight(agreement: number): Complaint {
  return agreement < LEAST_AGREEMENT
    ? `only ${(100 * agreement).toFixed(0)} % of the gradients agree with difference quotients`
    : undefined;
}
