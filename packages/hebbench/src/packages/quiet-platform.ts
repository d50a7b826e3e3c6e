const WARNING = /^Platform \S+ has already been set/;

/**
 * Loads foreign code without the warning that TensorFlow.js gives whenever a package brings a copy of its own: the copies
 * share one engine, and nothing is wrong.
 */
export async function withoutPlatformWarning<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  const quiet: typeof warn = (...words: unknown[]) => {
    if (!WARNING.test(String(words[0]))) warn(...words);
  };
  console.warn = quiet;
  try {
    return await load();
  } finally {
    // What a plug-in has put there instead is its own.
    if (console.warn === quiet) console.warn = warn;
  }
}
