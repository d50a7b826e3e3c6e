/// <reference lib="dom" />
import { drawIntervals } from './intervals.ts';

/**
 * Forms that choose rows and columns of the table that they name. A select of a name keeps the rows whose `data-` of that
 * name is its value; a checkbox shows or hides the column that is its value. What is chosen stands in the address, so
 * that it can be shared.
 */
export function filters(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-table]')) {
    // Not by `dataset`: a control of that name stands in its place.
    const table = document.querySelector<HTMLTableElement>(`#${form.getAttribute('data-table')}`)!;
    const update = (): void => {
      const count = choose(form, table);
      form.querySelector('output')!.textContent = `${count} ${count === 1 ? 'row' : 'rows'}`;
    };
    form.addEventListener('input', () => {
      update();
      toAddress(form);
    });
    form.addEventListener('reset', () => {
      // The values change after the event.
      setTimeout(() => {
        update();
        history.replaceState(null, '', location.pathname);
      });
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    const follow = (): void => {
      if (!fromAddress(form)) return;
      update();
      form.scrollIntoView();
    };
    addEventListener('hashchange', follow);
    table.addEventListener('sorted', update);
    update();
    follow();
  }
}

function choose(form: HTMLFormElement, table: HTMLTableElement): number {
  const wanted = [...form.querySelectorAll('select')].flatMap(({ name, value }) =>
    value === '' ? [] : [[name, value] as const],
  );
  const rows = [...table.tBodies[0]!.rows];
  for (const row of rows) row.hidden = wanted.some(([name, value]) => row.dataset[name] !== value);
  for (const { value, checked } of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
    table.classList.toggle(`without-${value}`, !checked);
  const shown = rows.filter(({ hidden }) => !hidden);
  drawIntervals(table, shown);
  shown.forEach((row, i) => {
    const rank = row.querySelector('[data-rank]');
    if (rank) rank.textContent = String(i + 1);
  });
  return shown.length;
}

/** Chooses what the address says; `false` if it says nothing of this form. */
function fromAddress(form: HTMLFormElement): boolean {
  const chosen = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
  const selects = [...form.querySelectorAll('select')];
  for (const select of selects) {
    const value = chosen.get(select.name);
    if (value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
  }
  const columns = chosen.get('columns')?.split(',');
  if (columns)
    for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
      box.checked = columns.includes(box.value);
  return columns !== undefined || selects.some(({ name }) => chosen.has(name));
}

function toAddress(form: HTMLFormElement): void {
  const chosen = new URLSearchParams();
  for (const { name, value } of form.querySelectorAll('select')) chosen.set(name, value);
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const columns = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  if (boxes.length > 0) chosen.set('columns', columns.join(','));
  history.replaceState(null, '', `#${chosen.toString()}`);
}
