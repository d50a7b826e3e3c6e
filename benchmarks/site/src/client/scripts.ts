/// <reference lib="dom" />

/**
 * What a script holds that calls a function of this name with it: data of other files can be had from a file system as a
 * script alone.
 */
export async function loadPacked(source: string, receiver: string): Promise<unknown> {
  let received = '';
  Object.assign(window, { [receiver]: (text: string) => (received = text) });
  await loadScript(source);
  const bytes = Uint8Array.from(atob(received), (sign) => sign.codePointAt(0)!);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}

/** Runs a script. */
export function loadScript(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${source} cannot be loaded`)));
    document.head.append(script);
  });
}
