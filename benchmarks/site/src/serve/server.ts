import type { ToldProgress } from '@hebbench/benchmarks/published';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** Whom pages ask for news, see {@link SiteServer.tell}. */
const NEWS = '/.news';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** A site on this machine, for its own browsers alone. */
export interface SiteServer {
  /** Where it is, e.g. `http://127.0.0.1:4321/`. */
  readonly url: string;
  /** Tells pages that are open which ones have changed. */
  tell(changed: readonly string[]): void;
  /** Tells pages that are open, and those that are opened later, how far runs are. */
  tellTraining(commands: readonly ToldProgress[]): void;
  close(): Promise<void>;
}

/**
 * Serves a folder to browsers of this machine.
 * @param port - 0 for any that is free
 */
export async function serveSite(folder: string, port: number): Promise<SiteServer> {
  const readers = new Set<ServerResponse>();
  let training = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    if (path === NEWS) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`: news\n\n${training}`);
      readers.add(response);
      response.on('close', () => readers.delete(response));
    } else sendFile(folder, path, response);
  });
  await listening(server, port);
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}/`,
    tell: (changed) => {
      for (const reader of readers) reader.write(`data: ${JSON.stringify(changed)}\n\n`);
    },
    tellTraining: (commands) => {
      // As long as there was none, that there is none is no news.
      if (training === '' && commands.length === 0) return;
      const now = `event: training\ndata: ${JSON.stringify(commands)}\n\n`;
      if (now === training) return;
      training = now;
      for (const reader of readers) reader.write(training);
    },
    close: () =>
      new Promise((resolve) => {
        for (const reader of readers) reader.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function sendFile(folder: string, path: string, response: ServerResponse): void {
  const asked = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  const isInside = asked.startsWith(folder + sep);
  if (!isInside || !existsSync(asked) || !statSync(asked).isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(asked)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
  });
  createReadStream(asked).pipe(response);
}
