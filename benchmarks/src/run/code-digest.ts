import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const CODE = /\.(?:[cm]?[jt]s|json|wasm)$/;
const ELSEWHERE = new Set(['node_modules', 'test', 'tests', '.turbo', '.git']);

const known = new Map<string, string>();

/**
 * SHA-256 of all code in a folder, so that a changed line is seen whether or not a version has changed.
 * @returns hexadecimal
 */
export function codeDigest(directory: string): string {
  const found = known.get(directory);
  if (found !== undefined) return found;
  const digest = filesDigest(directory, codeFiles(directory));
  known.set(directory, digest);
  return digest;
}

/**
 * SHA-256 of files and their names.
 * @param directory - the names are relative to it
 * @returns hexadecimal
 */
export function filesDigest(directory: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(relative(directory, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function codeFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : codeFiles(path);
      return entry.isFile() && CODE.test(entry.name) ? [path] : [];
    });
}
