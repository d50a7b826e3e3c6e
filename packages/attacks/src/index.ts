export {
  createAttack,
  emptyLog,
  type Attack,
  type AttackContext,
  type AttackLog,
  type Search,
} from './attack.ts';
export { ballAround, project, type Ball } from './ball.ts';
export {
  checkAnythingWasAttacked,
  checkGradientHelps,
  checkGradientIsRight,
  checkGradientsAreNumbers,
  checkGradientsExist,
  checkIterativeIsStronger,
  checkMonotone,
  noiseOf,
  type Complaint,
} from './checks.ts';
export { robustnessCurve, type CurveOptions, type RobustnessPoint } from './curve.ts';
export { fgsm } from './fgsm.ts';
export { gradientAgreement } from './gradient-agreement.ts';
export { inputGradient, zeroRows } from './gradient.ts';
export { crossEntropyLoss, logOddsLoss, marginLoss, type Loss } from './losses.ts';
export { pgd, type PgdOptions } from './pgd.ts';
export { square, type SquareOptions } from './square.ts';
export { survivors, type Survivors, type SurvivorsOptions } from './survivors.ts';
export { transferFrom } from './transfer.ts';
