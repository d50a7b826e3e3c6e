import { excerpt, HebbenchError } from '@hebbench/core';

/** Where a queue is. */
export interface QueueAddress {
  /** With everything that is needed to get in. */
  readonly url: string;
  /** The same without what is secret, for people. */
  readonly shown: string;
}

/** Keeps the password of a queue out of the list of processes, and of the history of a shell. */
const PASSWORD = 'HEBBENCH_QUEUE_PASSWORD';

/**
 * The address that `--queue` gives: `redis://HOST:PORT`, or `rediss://` for TLS, with a user's name, a password and the
 * number of a database if there are any. A password may be in `HEBBENCH_QUEUE_PASSWORD` instead.
 * @throws {@link HebbenchError} `USAGE` for anything else
 */
export function parseQueue(typed: string): QueueAddress {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || !/^(?:\/\d*)?$/.test(url.pathname)) {
    throw new HebbenchError('USAGE', '--queue is not valid.', {
      got: `--queue ${excerpt(withoutSecrets(typed))}`,
      expected: 'redis://HOST, redis://HOST:PORT or redis://USER@HOST/DATABASE; rediss:// for TLS',
      fix: `give the address of a Redis server; its password in ${PASSWORD}`,
    });
  }
  const password = process.env[PASSWORD];
  if (url.password === '' && password) url.password = encodeURIComponent(password);
  return { url: url.href, shown: withoutSecrets(url.href) };
}

/** A password may hold any sign, in a text that is no address too. */
function withoutSecrets(text: string): string {
  return text.replace(/^(.*?\/\/)?(.*)@/s, (_, scheme: string | undefined, who: string) => {
    const [user] = who.split(':');
    return `${scheme ?? ''}${user ? `${user}@` : ''}`;
  });
}
