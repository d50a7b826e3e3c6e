export {
  traitsOf,
  type DatasetDefinition,
  type Joined,
  type OtherForm,
  type RemoteFile,
  type Splits,
} from './definition.ts';
export { checkDefinition, DATASET_NAME, datasetFault, isDatasetName } from './check-definition.ts';
export { contentDigest } from './digest.ts';
export { cacheDirectory, checkOwnDirectory } from './directories.ts';
export { downloadFile, type DownloadOptions, type DownloadProgress } from './download.ts';
export { FOLDER_LAYOUT, openFolder } from './folder/open-folder.ts';
export { fetchDataset, loadDataset, type DataChoice, type LoadOptions } from './load.ts';
export { jointSet } from './joint/joint-set.ts';
export {
  classesOfPart,
  inputsOfPart,
  JOINT_LAYOUTS,
  jointTraits,
  partsOfName,
  type JointTraits,
} from './joint/joint-traits.ts';
export { DATASETS, findDefinition, type DatasetChoice } from './registry.ts';
export { createLogMel, type LogMelSettings } from './sound/log-mel.ts';
export { wavSamples } from './sound/wav.ts';
export { datasetStatus, type DatasetState, type DatasetStatus } from './status.ts';
