import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const packed = JSON.parse(readFileSync(new URL('python-files.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/** A file that its usual writer in Python wrote, see `write-files.py`. */
export function written(name: string): Uint8Array {
  const content = packed[name];
  if (content === undefined) throw new Error(`No file ${name} in python-files.json.`);
  return Uint8Array.from(gunzipSync(Buffer.from(content, 'base64')));
}
