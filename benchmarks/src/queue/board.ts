import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { HebbenchError } from '@hebbench/core';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Queue } from 'bullmq';
import { Hono } from 'hono';

/** Of this machine alone: whoever reaches the page sees all of the queue. */
const LOOPBACK = '127.0.0.1';

/** A page about a queue. */
export interface Board {
  readonly url: string;
  close(): void;
}

/**
 * Shows a queue as a page, by Bull Board (https://github.com/felixmosh/bull-board): on loopback, and to look at alone.
 * @param port - 0 for one that is free
 * @throws {@link HebbenchError} `USAGE` if the port cannot be had
 */
export function openBoard(queue: Queue, port: number): Promise<Board> {
  const pages = new HonoAdapter(serveStatic);
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true })],
    serverAdapter: pages,
    options: { uiConfig: { boardTitle: 'Hebbench' } },
  });
  pages.setBasePath('/');
  const app = new Hono();
  app.route('/', pages.registerPlugin());
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: LOOPBACK }, ({ port: own }) =>
      resolve({ url: `http://${LOOPBACK}:${own}`, close: () => server.close() }),
    );
    server.once('error', (cause) =>
      reject(
        new HebbenchError('USAGE', `The port ${port} cannot be had.`, {
          got: `--board ${port}: ${cause.message}`,
          expected: 'a port that no other program uses, and that this user may use',
          fix: 'name another one',
          cause,
        }),
      ),
    );
  });
}
