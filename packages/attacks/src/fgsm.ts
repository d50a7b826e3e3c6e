import { createAttack, type Attack } from './attack.ts';
import { inputGradient } from './gradient.ts';
import { logOddsLoss, type Loss } from './losses.ts';
import { signStep } from './sign-step.ts';

/**
 * The fast gradient sign method, `x + ε sign(∇ₓ loss)` (Goodfellow, Shlens and Szegedy 2015).
 * @param loss - @defaultValue {@link logOddsLoss}, which has the signs of the cross-entropy's gradient
 */
export function fgsm(loss: Loss = logOddsLoss): Attack {
  return createAttack('fgsm', ({ model, x, labels, epsilon }, ball, log) => {
    const gradient = inputGradient(model, x, labels, loss);
    return signStep({ x, gradient, ...ball, step: epsilon }, log);
  });
}
