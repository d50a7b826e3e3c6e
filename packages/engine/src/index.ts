export { accumulateMatMul, addMatMul, type AddMatMulOptions } from './add-matmul.ts';
export { defaultThreads } from './default-threads.ts';
export { patches, sumPatches } from './images/patches.ts';
export { pool } from './images/pool.ts';
export type { PoolBy, WindowGrid } from './images/windows.ts';
export { readInPlace, updateInPlace } from './in-place.ts';
export { measureGflops, measureUpdate } from './measure.ts';
export { ENGINE_NAMES, type Engine, type EngineName } from './names.ts';
export { currentEngine, openEngine, type OpenOptions } from './open.ts';
export { engineOrder, readSpeeds, type MeasuredSpeeds } from './order.ts';
export { probeEngines, type EngineProbe } from './probe.ts';
export { rangeToTensor, rowsToTensor } from './rows.ts';
export { vectorKernels } from './simd/kernels.ts';
export {
  ROW_GAINS,
  type AdamStep,
  type RowGain,
  type RowChanges,
  type RowStep,
  type SignStep,
  type VectorKernels,
} from './simd/vector-kernels.ts';
