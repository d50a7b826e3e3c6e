import { HebbenchError } from '@hebbench/core/basics';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteFile } from './files.ts';

/** Says of a folder that it is a site, which may be written over. */
const MARK = '.hebbench-site';

/** What came of {@link writeSite}. */
export interface Written {
  readonly files: number;
  /** Of all files. */
  readonly bytes: number;
  /** Paths of the files that are new or others than before. */
  readonly changed: readonly string[];
}

/**
 * Writes a site: files that are as they were are left alone, and those of an earlier site that it no longer has are
 * removed.
 * @param out - a folder that is not there, that is empty, or that holds a site
 * @throws {@link HebbenchError} `NOT_WRITABLE` for a folder that holds something else, or that cannot be written
 */
export function writeSite(out: string, files: Iterable<SiteFile>): Written {
  try {
    return written(out, files);
  } catch (error) {
    if (error instanceof HebbenchError) throw error;
    throw notWritable(out, (error as Error).message, error);
  }
}

function written(out: string, files: Iterable<SiteFile>): Written {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, MARK)))
    throw notWritable(out, 'a folder that holds something else than a site');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, MARK), '');
  const kept = new Set([MARK]);
  const changed: string[] = [];
  let bytes = 0;
  for (const { path, content } of files) {
    const target = join(out, path);
    const data = Buffer.from(content);
    kept.add(path);
    bytes += data.length;
    if (existsSync(target) && readFileSync(target).equals(data)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, data);
    changed.push(path);
  }
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(out.length + 1)
      .replaceAll('\\', '/');
    if (entry.isFile() && !kept.has(path)) rmSync(join(out, path));
  }
  return { files: kept.size - 1, bytes, changed };
}

function notWritable(out: string, got: string, cause?: unknown): HebbenchError {
  return new HebbenchError('NOT_WRITABLE', `The site cannot be written to ${out}.`, {
    got,
    expected: 'a folder that is not there yet, that is empty, or that holds a site',
    fix: 'name another folder with --out',
    cause,
  });
}
