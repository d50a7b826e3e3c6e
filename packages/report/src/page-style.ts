/** Colours of the page: ground, text, links, and what lies between them, in light and in dark mode. */
export const PAGE_COLOURS = {
  light: { ground: '#ffffff', ink: '#1b1f24', link: '#0b57a4', soft: '#f3f5f7', line: '#d0d4da' },
  dark: { ground: '#16191d', ink: '#e6e9ed', link: '#7db7f0', soft: '#22272e', line: '#3a4048' },
} as const;

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}

/** The style sheet of a page. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; ${variables(PAGE_COLOURS.light)} }
@media (prefers-color-scheme: dark) {
  :root { ${variables(PAGE_COLOURS.dark)} }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
p, li { max-width: 46rem; }
ul { padding-left: 1.2rem; }
li { margin: .25rem 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: .6rem 0; border-block: 1px solid var(--line); }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; container-type: inline-size; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .88rem; }
/* A wide table scrolls; what it is about stays in view. */
caption { position: sticky; left: 0; max-width: 100cqi; text-align: left; padding: .4rem 0; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th[scope=row], thead th:first-child { text-align: left; font-weight: 500; }
@media (min-width: 48rem) { th[scope=row] { position: sticky; left: 0; background: var(--ground); } }
.words { text-align: left; }
tbody tr:hover { background: var(--soft); }
thead button { all: unset; cursor: pointer; font-weight: 600; }
thead button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
thead button::after { content: " ↕"; opacity: .45; }
th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
figure { margin: 1rem 0; }
/* On a phone a chart keeps a size at which it can be read, and scrolls. */
.chart svg { display: block; width: 760px; min-width: 600px; max-width: 100%; height: auto; }
figure img { max-width: 100%; height: auto; image-rendering: pixelated; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
.gallery figure { margin: 0; }
figcaption { max-width: 46rem; font-size: .92rem; margin-top: .4rem; }
`;
