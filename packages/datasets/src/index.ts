export type { DatasetDefinition, OtherForm, RemoteFile, Splits } from './definition.ts';
export { contentDigest } from './digest.ts';
export { cacheDirectory, checkOwnDirectory } from './directories.ts';
export { downloadFile, type DownloadOptions, type DownloadProgress } from './download.ts';
export { fetchDataset, loadDataset, type DataChoice, type LoadOptions } from './load.ts';
export { DATASETS, findDefinition } from './registry.ts';
export { datasetStatus, type DatasetState, type DatasetStatus } from './status.ts';
