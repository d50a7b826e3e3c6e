/// <reference lib="dom" />
import { compareKeys } from './sort-keys.ts';

/** Gives the heads of tables buttons that sort their rows. */
export function sortableTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) {
    const heads = [...table.tHead!.rows[0]!.cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => sortBy(table, heads, column));
    });
  }
}

function sortBy(table: HTMLTableElement, heads: readonly HTMLTableCellElement[], column: number): void {
  const head = heads[column]!;
  const before = head.getAttribute('aria-sort');
  // Of numbers, people look for the largest first.
  const first = head.classList.contains('num') ? 'descending' : 'ascending';
  const order = before === null ? first : before === 'ascending' ? 'descending' : 'ascending';
  heads.forEach((each) => each.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', order);
  const [body] = table.tBodies;
  const keyed = [...body!.rows].map((row) => ({ row, key: keyOf(row.cells[column]!) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, order === 'descending'));
  body!.append(...keyed.map(({ row }) => row));
  table.dispatchEvent(new Event('sorted'));
}

function keyOf(cell: HTMLTableCellElement): string {
  return cell.dataset['sort'] ?? cell.textContent.trim();
}
