/** Lets the work go on that is due, from a synchronous function. Returns whether there was any. */
export type Tick = () => boolean;

type Global = Pick<typeof globalThis, 'setImmediate'>;

/**
 * Dawn learns that the graphics card is done when Node.js calls it from its event loop, for which Dawn asks by the global
 * `setImmediate`, anew each time. This remembers what it asked for, so that a synchronous function can call it, too:
 * TensorFlow.js reads values synchronously, and WebGPU offers that to canvases only. To be called before Dawn is loaded;
 * what others give to `setImmediate` is left alone.
 * @param target - for tests
 */
export function rememberTicks(target: Global = globalThis): Tick {
  const due = new Set<{ readonly run: () => void; handle?: NodeJS.Immediate }>();
  target.setImmediate = new Proxy(target.setImmediate, {
    apply(setImmediate, self, [callback, ...args]: [(...args: unknown[]) => void, ...unknown[]]) {
      if (!isNative(callback))
        return Reflect.apply(setImmediate as (...all: unknown[]) => unknown, self, [callback, ...args]);
      const entry: { run: () => void; handle?: NodeJS.Immediate } = {
        run: () => Reflect.apply(callback, undefined, args),
      };
      due.add(entry);
      entry.handle = (setImmediate as (run: () => void) => NodeJS.Immediate)(() => {
        if (due.delete(entry)) entry.run();
      });
      return entry.handle;
    },
  });
  return () => {
    const now = [...due];
    for (const entry of now) {
      due.delete(entry);
      clearImmediate(entry.handle);
      entry.run();
    }
    return now.length > 0;
  };
}

/** Whether a function is an addon's: those have no name; bound functions and built-in ones have. */
function isNative(callback: unknown): callback is () => void {
  return (
    typeof callback === 'function' &&
    callback.name === '' &&
    Function.prototype.toString.call(callback).includes('[native code]')
  );
}
