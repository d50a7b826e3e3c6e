import { defaultEngine, measureOnce, openEngine, type EngineName } from '@hebbench/engine';

/**
 * Prepares what runs compute with, before anything else is done: an engine that is missing is told once, and not once a
 * run; and which one `auto` takes is measured once, and not by all runs at the same time.
 * @throws {@link HebbenchError} `ENGINE_UNAVAILABLE`, `UNKNOWN_NAME` for what `HEBBENCH_ENGINE` names
 */
export async function readyEngine(asked: EngineName | 'auto'): Promise<void> {
  const engine = asked === 'auto' ? defaultEngine() : asked;
  if (engine === 'auto') await measureOnce();
  else await openEngine({ engine, threads: 1 });
}
