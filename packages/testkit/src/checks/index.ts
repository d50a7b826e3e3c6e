import type { Check } from './check.ts';
import { dalesLawHolds, weightsStayNonnegative } from './constraint.ts';
import { hiddenLayersCanBeShared } from './hidden-layers.ts';
import { trainingChangesKernels } from './kernels.ts';
import { tensorsAreFreed } from './memory.ts';
import { badHyperparametersAreRefused, presetsAreValid } from './metadata.ts';
import {
  everythingIsFinite,
  logitsAreDeterministic,
  logitsAreDifferentiable,
  rowsAreIndependent,
  shapesFollowTheArchitecture,
  weightsRestoreTheNetwork,
} from './model.ts';
import { convolutionsLearnFromPatches } from './patches.ts';
import { resumesWhereItStopped } from './resume.ts';
import { otherSeedOtherWeights, sameSeedSameWeights } from './seeds.ts';

/** The checks of the conformance suite by name. */
export const CHECKS = {
  'presets are valid': presetsAreValid,
  'bad hyperparameters are refused by name': badHyperparametersAreRefused,
  'shapes follow the architecture': shapesFollowTheArchitecture,
  'weights ≥ 0 after every step with the constraint': weightsStayNonnegative,
  "Dale's law holds after every step with the constraint": dalesLawHolds,
  'logits are deterministic': logitsAreDeterministic,
  'rows of a batch are independent': rowsAreIndependent,
  'everything is finite for any image': everythingIsFinite,
  'logits are differentiable in the image': logitsAreDifferentiable,
  'weights restore the network': weightsRestoreTheNetwork,
  'training changes every kernel': trainingChangesKernels,
  'same seed, same weights': sameSeedSameWeights,
  'another seed, other weights': otherSeedOtherWeights,
  'tensors are freed': tensorsAreFreed,
  'training resumes where it stopped': resumesWhereItStopped,
  'hidden layers can be shared': hiddenLayersCanBeShared,
  'convolutions learn from patches': convolutionsLearnFromPatches,
} satisfies Record<string, Check>;

/** Name of a check. */
export type CheckName = keyof typeof CHECKS;
