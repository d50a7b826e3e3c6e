import { fileURLToPath } from 'node:url';
import { moduleOf } from './bundle.mjs';

let folder;

/** @param {string} data - folder of the bundle */
export function initialize(data) {
  folder = data;
}

/** Where a source is a module of the bundle, it is that one to whoever imports it. */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const path = found.url.startsWith('file:') ? fileURLToPath(found.url) : '';
  const url = path.endsWith('.ts') ? moduleOf(folder, path) : undefined;
  return url === undefined ? found : { url, format: 'module', shortCircuit: true };
}
