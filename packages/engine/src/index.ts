export { accumulateMatMul, addMatMul, type AddMatMulOptions } from './add-matmul.ts';
export {
  CLEARLY,
  FIXED_ORDER,
  timesAsFast,
  type Round,
  type RoundTime,
  type Verdict,
} from './auto/choice.ts';
export { readChoice, type EngineChoice } from './auto/kept-choice.ts';
export { measureAgain, measureOnce } from './auto/measure-once.ts';
export { defaultEngine } from './default-engine.ts';
export { defaultThreads } from './default-threads.ts';
export { patches, sumPatches } from './images/patches.ts';
export { pool } from './images/pool.ts';
export type { PoolBy, WindowGrid } from './images/windows.ts';
export { readInPlace, updateInPlace } from './in-place.ts';
export { measureGflops, measureUpdate } from './measure.ts';
export { ENGINE_NAMES, ONLY_BY_NAME, type Engine, type EngineName } from './names.ts';
export { currentEngine, openEngine, type OpenOptions } from './open.ts';
export { engineOrder } from './order.ts';
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
