/// <reference lib="dom" />

/** Opens what the address leads to, where it is folded away. */
export function openTarget(): void {
  const follow = (): void => {
    const target = document.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', follow);
  follow();
}
