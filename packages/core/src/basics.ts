/**
 * What needs no schema: errors, names, paths, sizes. A command line that only says how it is used waits for nothing else to
 * load.
 * @module
 */
export { ERROR_CODES, HebbenchError, type ErrorCode, type ErrorParts } from './errors.ts';
export { valuesOf } from './dataset.ts';
export { unitsOf, type LayerSpec } from './layers.ts';
export { editDistance, excerpt, nearestNames, unknownName } from './names.ts';
export { isDeep, readsPhotographs } from './network-kind.ts';
export { SCALES, type Scale } from './scale.ts';
export { userPath } from './user-path.ts';
export { describeThrown, isOneLine, visible } from './visible.ts';
