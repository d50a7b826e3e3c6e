export { architectureSchema, type Architecture } from './architecture.ts';
export { cacheDirectory } from './cache-directory.ts';
export { cellSchema, type Cell, type CellChanges } from './cell.ts';
export {
  createLabels,
  DATASET_KINDS,
  valuesOf,
  type DataOrigin,
  type Dataset,
  type DatasetKind,
  type DatasetTraits,
  type ImageShape,
  type JointLayout,
  type Labels,
  type Split,
} from './dataset.ts';
export { ERROR_CODES, HebbenchError, type ErrorCode, type ErrorParts } from './errors.ts';
export { layersSchema } from './layers-schema.ts';
export {
  hiddenWidths,
  layerShapes,
  unitsOf,
  windowOf,
  type ConvSpec,
  type DenseSpec,
  type HiddenSpec,
  type Layered,
  type LayerShape,
  type LayerSpec,
  type PoolSpec,
} from './layers.ts';
export {
  WEIGHT_KINDS,
  type Layer,
  type LayerForm,
  type Model,
  type NamedForm,
  type NamedWeight,
  type WeightKind,
} from './model.ts';
export { editDistance, excerpt, nearestNames, unknownName } from './names.ts';
export { isDeep, readsPhotographs } from './network-kind.ts';
export { createStreams, type RandomStream, type Streams } from './random.ts';
export {
  runRecordSchema,
  type CodeProvenance,
  type DataProvenance,
  type PhaseRecord,
  type Provenance,
  type RecordedError,
  type RunRecord,
} from './record.ts';
export type {
  Batch,
  Budget,
  LearningRule,
  Phase,
  PhaseInput,
  PhaseSample,
  PresetName,
  Progress,
  RuleSetup,
  Trainer,
} from './rule.ts';
export { SCALES, type Scale } from './scale.ts';
export { userPath } from './user-path.ts';
export { windowPlaces, type Padding, type Window, type WindowPlaces } from './window.ts';
export { describeThrown, isOneLine, visible } from './visible.ts';
