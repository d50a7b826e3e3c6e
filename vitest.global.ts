import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A cache for the programs that tests start: which engine is fastest is measured once, and not by each of them. Whoever wants
 * to see it measured has a cache of its own.
 */
export default function setup(): (() => void) | undefined {
  // Each project asks.
  if (process.env['HEBBENCH_TEST_CACHE'] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-test-cache-'));
  process.env['HEBBENCH_TEST_CACHE'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
