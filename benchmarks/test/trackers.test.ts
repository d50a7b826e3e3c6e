import type { RunRecord } from '@hebbench/core';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeLogs } from '../src/logs/write-logs.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord } from './example-record.ts';

vi.setConfig({ testTimeout: 300_000 });

/** A Python that has a package. `HEBBENCH_TEST_PYTHON` names one beside the system's. */
function pythonWith(name: string): string | undefined {
  return [process.env['HEBBENCH_TEST_PYTHON'] ?? 'python3', 'python3'].find(
    (each) => spawnSync(each, ['-c', `import ${name}`], { timeout: 120_000 }).status === 0,
  );
}

const TENSORBOARD = pythonWith('tensorboard');
const MLFLOW = pythonWith('mlflow');

const [cell] = table1.cells('smoke', { rules: [] });
const record = exampleRecord(cell!);
const { provenance } = record;
/** The same cell at two scales. */
const RECORDS: readonly RunRecord[] = (['smoke', 'quick'] as const).map((scale, i) => ({
  ...record,
  cell: { ...cell!, scale },
  details: { curve: [1, 2].map((epoch) => ({ phase: 'head', epoch, accuracy: 50 + 10 * i + epoch })) },
  provenance: { ...provenance, hyperparameters: { learningRate: 0.1 } },
}));

const out = mkdtempSync(join(tmpdir(), 'hebbench-trackers-'));
beforeAll(() => {
  for (const log of ['tensorboard', 'mlflow'] as const) writeLogs(log, RECORDS, out);
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

test.skipIf(TENSORBOARD === undefined)(
  `TensorBoard shows the curve of each run (${TENSORBOARD ?? 'left out: no Python here has it'})`,
  async () => {
    const argv = ['-m', 'tensorboard.main', '--logdir', join(out, 'logs', 'tensorboard'), '--port', '0'];
    const board = spawn(TENSORBOARD!, [...argv, '--load_fast', 'false'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    board.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      const port = await vi.waitFor(() => /:(\d+)\//.exec(said)?.[1] ?? expect.fail(said), 240_000);
      const asked = async (path: string): Promise<unknown> => {
        const answer = await fetch(`http://127.0.0.1:${port}/data/plugin/scalars/${path}`);
        return answer.json();
      };
      const runs = ['smoke', 'quick'].map((scale) => `${scale}-real/${cell!.id}/seed-0`);
      // It looks for files once it has begun.
      await vi.waitFor(async () => {
        const tags = (await asked('tags')) as Record<string, object>;
        expect(Object.keys(tags).toSorted()).toEqual(runs.toSorted());
        for (const own of Object.values(tags))
          expect(Object.keys(own)).toEqual(expect.arrayContaining(['head/accuracy', 'metrics/accuracy']));
      }, 60_000);
      const curves = runs.map((run) =>
        asked(`scalars?${new URLSearchParams({ run, tag: 'head/accuracy' })}`),
      );
      const points = (await Promise.all(curves)) as [time: number, epoch: number, accuracy: number][][];
      expect(points.map((curve) => curve.map(([, ...point]) => point))).toEqual([
        [
          [1, 51],
          [2, 52],
        ],
        [
          [1, 61],
          [2, 62],
        ],
      ]);
    } finally {
      board.kill('SIGKILL');
    }
  },
);

const READ = `import json, mlflow, sys
client = mlflow.MlflowClient(tracking_uri=sys.argv[1])
found = {}
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id]):
        curve = client.get_metric_history(run.info.run_id, "head/accuracy")
        found[experiment.name] = {
            "name": run.info.run_name,
            "status": run.info.status,
            "rate": run.data.params["hyperparameters.learningRate"],
            "accuracy": run.data.metrics["metrics/accuracy"],
            "curve": [[point.step, point.value] for point in curve],
        }
print(json.dumps(found))`;

test.skipIf(MLFLOW === undefined)(
  `MLflow finds each run with its settings and its curve (${MLFLOW ?? 'left out: no Python here has it'})`,
  async () => {
    const { stdout } = await promisify(execFile)(MLFLOW!, ['-c', READ, join(out, 'logs', 'mlflow')], {
      env: { ...process.env, MLFLOW_ALLOW_FILE_STORE: 'true' },
    });
    const run = { name: `${cell!.id} #0`, status: 'FINISHED', rate: '0.1', accuracy: 90 };
    expect(JSON.parse(stdout)).toEqual({
      'table1, scale smoke, real data': { ...run, curve: [1, 2].map((epoch) => [epoch, 50 + epoch]) },
      'table1, scale quick, real data': { ...run, curve: [1, 2].map((epoch) => [epoch, 60 + epoch]) },
    });
  },
);
