import { excerpt, HebbenchError } from '@hebbench/core';

/** The part of `fetch` that downloads need. */
export type Fetch = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly body: unknown;
}>;

/** How the machine reaches others. */
export interface Connection {
  readonly fetch: Fetch;
  /** The variables that name its proxies, without passwords, for people; `undefined` without any. */
  readonly proxies: string | undefined;
}

/**
 * What a variable is set to; the lower-case name comes first, as elsewhere. An empty one counts as not set.
 * @param name - in upper case
 */
function variable(name: string): string | undefined {
  return process.env[name.toLowerCase()] || process.env[name] || undefined;
}

/**
 * The connection that the environment asks for: through the proxy of `HTTPS_PROXY` or `HTTP_PROXY`, but for the hosts in
 * `NO_PROXY`. Node.js's own `fetch` knows of none of them.
 * @throws {@link HebbenchError} `USAGE` if a variable names no proxy
 */
export async function openConnection(): Promise<Connection> {
  const [https, http] = [proxyOf('HTTPS_PROXY'), proxyOf('HTTP_PROXY')];
  if (!https && !http) return { fetch: fetch as Fetch, proxies: undefined };
  const { EnvHttpProxyAgent, fetch: fetchThrough } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    httpsProxy: https?.href ?? '',
    httpProxy: http?.href ?? '',
    noProxy: variable('NO_PROXY') ?? '',
  });
  const named = [https && `HTTPS_PROXY=${https.origin}`, http && `HTTP_PROXY=${http.origin}`];
  return {
    fetch: (url, init) => fetchThrough(url, { ...init, dispatcher }),
    proxies: named.filter(Boolean).join(', '),
  };
}

/** The proxy of a variable; `proxy:3128` means `http://proxy:3128`. */
function proxyOf(name: string): URL | undefined {
  const value = variable(name);
  if (value === undefined) return undefined;
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return new URL(address);
  throw new HebbenchError('USAGE', `${name} names no proxy.`, {
    got: `${name}=${excerpt(value.replace(/\/\/.*@/, '//'))}`,
    expected: 'the address of an HTTP proxy, such as http://proxy.example:3128',
    fix: 'correct the variable, or unset it',
  });
}
