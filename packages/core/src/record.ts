import { z } from 'zod';
import { cellSchema, type Cell } from './cell.ts';
import { DATASET_KINDS, type DataOrigin, type DatasetTraits } from './dataset.ts';

/** What came out of one run: one cell with one seed. */
export interface RunRecord {
  /** Version of this schema. */
  readonly schema: 1;
  /** Identifies what was run: cell (without its list of seeds), seed, package versions and data digest. */
  readonly hash: string;
  readonly cell: Cell;
  readonly seed: number;
  readonly status: 'ok' | 'failed';
  /** Why the run failed. */
  readonly error?: RecordedError;
  /** Measurements by name; accuracies in percent. Empty for a failed run. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Measurements that are more than a number, by name. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly phases: readonly PhaseRecord[];
  readonly provenance: Provenance;
}

/** Why a run failed. */
export interface RecordedError {
  readonly code: string;
  readonly message: string;
}

/** What a phase of training took. */
export interface PhaseRecord {
  readonly name: string;
  readonly trains: 'hidden' | 'head' | 'all';
  readonly epochs: number;
  readonly updates: number;
  readonly seconds: number;
}

/** How a run was made: without it, a result is not a result. */
export interface Provenance {
  readonly engine: { readonly name: string; readonly detail: string; readonly threads: number };
  /** Version of each Hebbench package that took part. */
  readonly packages: Readonly<Record<string, string>>;
  readonly data: DataProvenance;
  /** What code ran. Missing in records from before it was kept. */
  readonly code?: CodeProvenance;
  /** Versions of the libraries that compute, by name, such as TensorFlow.js and the BLAS. Missing in older records. */
  readonly libraries?: Readonly<Record<string, string>>;
  /** Complete hyperparameters after preset and overrides. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
  readonly peakMemoryBytes: number;
}

/** The images of a run. */
export interface DataProvenance {
  readonly origin: DataOrigin;
  readonly digest: string;
  /** False where nobody can tell whether they are the publisher's. @defaultValue true */
  readonly verified?: boolean;
  /** What is known of a data set that is no part of this program. @defaultValue a data set of this program */
  readonly set?: DatasetTraits;
}

/** The code of a run, to the letter: runs of other code are other runs, whatever its version says. */
export interface CodeProvenance {
  /** The commit that was checked out; `null` outside of a repository. */
  readonly commit: string | null;
  /** Whether nothing had been changed since that commit, published reports left out. */
  readonly clean: boolean;
  /** SHA-256 of the code of each package that took part, by its name, in hexadecimal. */
  readonly packages: Readonly<Record<string, string>>;
}

const seconds = z.number().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const count = z.int().min(1);

const datasetTraitsSchema: z.ZodType<DatasetTraits> = z.strictObject({
  name: z.string(),
  title: z.string(),
  kind: z.enum(DATASET_KINDS),
  shape: z.strictObject({ height: count, width: count, channels: count }),
  inputs: count,
  classes: z.int().min(2),
  images: z.strictObject({ train: z.int().min(0), test: z.int().min(0) }),
  folds: count.exactOptional(),
});

/** Schema of {@link RunRecord}. */
export const runRecordSchema: z.ZodType<RunRecord> = z.strictObject({
  schema: z.literal(1),
  hash: z.string().regex(/^[0-9a-f]{16,64}$/),
  cell: cellSchema,
  seed: z.int().min(0),
  status: z.enum(['ok', 'failed']),
  error: z.strictObject({ code: z.string(), message: z.string() }).exactOptional(),
  metrics: z.record(z.string(), z.number()),
  details: z.record(z.string(), z.json()),
  phases: z.array(
    z.strictObject({
      name: z.string(),
      trains: z.enum(['hidden', 'head', 'all']),
      epochs: z.number().min(0),
      updates: z.int().min(0),
      seconds,
    }),
  ),
  provenance: z.strictObject({
    engine: z.strictObject({ name: z.string(), detail: z.string(), threads: z.int().min(1) }),
    packages: z.record(z.string(), z.string()),
    data: z.strictObject({
      origin: z.enum(['real', 'own', 'embedded']),
      digest: z.string(),
      verified: z.boolean().exactOptional(),
      set: datasetTraitsSchema.exactOptional(),
    }),
    code: z
      .strictObject({
        commit: z.string().nullable(),
        clean: z.boolean(),
        packages: z.record(z.string(), digest),
      })
      .exactOptional(),
    libraries: z.record(z.string(), z.string()).exactOptional(),
    hyperparameters: z.record(z.string(), z.json()),
    machine: z.strictObject({
      node: z.string(),
      platform: z.string(),
      cpu: z.string(),
      cores: z.int().min(1),
      memoryBytes: z.number().min(0),
    }),
    startedAt: z.string(),
    trainSeconds: seconds,
    scoreSeconds: seconds,
    peakMemoryBytes: z.number().min(0),
  }),
}) as z.ZodType<RunRecord>;
