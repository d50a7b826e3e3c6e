/// <reference lib="dom" />

/**
 * Numbers of a row that are all of one cell lead where the row's link does: one place to stop at for a keyboard and for
 * who listens, and as many to click at as there are numbers.
 */
export function linkedRows(): void {
  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const cell = target.closest('tr.linked td.num');
    if (!cell || target.closest('a, button') || String(getSelection()) !== '') return;
    const row = cell.parentElement!;
    const link = row.querySelector<HTMLAnchorElement>('a.evidence') ?? row.querySelector('a')!;
    if (event.ctrlKey || event.metaKey) open(link.href);
    else link.click();
  });
}
