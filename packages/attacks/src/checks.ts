/** Two standard errors of a share p of n images, in percentage points: differences below it are noise. */
export function noiseOf(percent: number, images: number): number {
  const p = Math.min(1 - 0.5 / images, Math.max(0.5 / images, percent / 100));
  return 200 * Math.sqrt((p * (1 - p)) / images);
}

/** A complaint, or `undefined` if all is well. */
export type Complaint = string | undefined;

/** Share of zero gradients above which gradient attacks stand still on too many images. */
const MOST_ZERO_GRADIENTS = 0.05;

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
