export { accuracy, predictions, type PredictionOptions } from './accuracy.ts';
export { frozenAccuracy } from './frozen-accuracy.ts';
export {
  hiddenActivation,
  normalisedRelu,
  normalisedReluAbove,
  relu,
  type Activation,
  type Preparation,
} from './activations.ts';
export { createAdam, type Adam, type AdamOptions } from './adam.ts';
export { alignment } from './alignment.ts';
export { createCentre, type Centre } from './centre.ts';
export { clipAtZero } from './clip.ts';
export { crossEntropy, crossEntropyGradient, oneHot } from './cross-entropy.ts';
export { dropout } from './dropout.ts';
export { createFeedForward, type FeedForward, type FeedForwardParts } from './feed-forward.ts';
export { createFeedback, feedbackFields, type FeedbackOptions } from './feedback.ts';
export {
  createGradientHead,
  gradientHeadFields,
  withoutGradientHead,
  type GradientHead,
  type GradientHeadContext,
  type GradientHeadOptions,
  type HeadInput,
  type LossGradient,
} from './gradient-head.ts';
export {
  createGradientTrainer,
  type GradientTrainerOptions,
  type GradientTrainerSetup,
} from './gradient-trainer.ts';
export {
  createKernel,
  createZeros,
  drawKernel,
  initialWeightsSchema,
  paperInitialWeights,
  type InitialWeights,
} from './initial.ts';
export { named, type Form } from './form.ts';
export { kernelsByUnit, type UnitKernels } from './kernels-by-unit.ts';
export {
  errorOfActivity,
  errorOfCurrents,
  errorOfRead,
  forwardPass,
  gradientsOfErrors,
  LOCAL_DERIVATIVES,
  type ForwardPass,
  type LocalDerivative,
} from './layer-errors.ts';
export { createHiddenLayer, type HiddenLayer, type HiddenLayerParts } from './layers/hidden-layer.ts';
export { createNetwork, type NetworkStart } from './network.ts';
export { createHiddenForm, type HiddenForm, type HiddenFormOptions } from './normalisation/hidden-form.ts';
export { createStatistics, type FrozenStatistics, type LayerConstants } from './normalisation/constants.ts';
export { standardiseBy } from './normalisation/frozen.ts';
export type { Parts } from './normalisation/moments.ts';
export {
  freeze,
  MEASURED_IMAGES,
  measureLayer,
  measureNetwork,
  measuringPhases,
} from './normalisation/measure.ts';
export {
  IMAGE_RESCALES,
  NORMALISED_AT,
  normalisationFields,
  normalisationSchema,
  RESCALES,
  STATISTICS,
  type Normalisation,
} from './normalisation/schema.ts';
export { standardise } from './normalisation/standardise.ts';
export { createOptimiser, OPTIMISERS, type Optimiser, type OptimiserName } from './optimiser.ts';
export {
  perturbedHeadFields,
  perturbedHeadUnsupported,
  refinePerturbedHead,
  type PerturbedHeadOptions,
} from './perturbed-head/fields.ts';
export { createPerturbedHead, type PerturbedHead } from './perturbed-head/perturbed-head.ts';
export { RATE_SCHEDULES, scheduleFactor, type RateSchedule } from './schedule.ts';
export { subset } from './subset.ts';
export { changePhases } from './training/change-phases.ts';
export { checkTrainer } from './training/check-trainer.ts';
export {
  restoreVariables,
  restoreWeights,
  saveVariables,
  saveWeights,
  type Checkpoint,
  type CheckpointStore,
  type SavedTensor,
} from './training/checkpoint.ts';
export { epochBatches, type EpochOptions } from './training/epoch-batches.ts';
export type { HiddenLayers, HiddenLayerStore } from './training/hidden-layers.ts';
export type { TrainingProgress } from './training/progress.ts';
export { labelBalancedOrder, shuffledOrder, updatesOfPhase, updatesPerEpoch } from './training/sampling.ts';
export { train, type TrainOptions } from './training/train.ts';
export { kernelShapes, networkWeights, weightVariables } from './variables.ts';
