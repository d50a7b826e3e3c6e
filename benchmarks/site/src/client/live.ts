/// <reference lib="dom" />

/** Shows a page again when the server that it comes from says that it has changed; the reader stays where he is. */
export function liveNews(): void {
  if (!('live' in document.body.dataset) || !location.protocol.startsWith('http')) return;
  const news = new EventSource('/.news');
  news.addEventListener('message', ({ data }) => {
    const changed = JSON.parse(String(data)) as readonly string[];
    const path = location.pathname.slice(1) || 'index.html';
    if (changed.includes(path)) location.reload();
  });
}
