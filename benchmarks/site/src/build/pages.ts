import { siteLinks } from '../markdown/links.ts';
import { loadCitation } from '../model/citation.ts';
import { leagues } from '../model/league.ts';
import type { SiteModel } from '../model/types.ts';
import { apiPages } from '../pages/api.tsx';
import { candidatesPage } from '../pages/candidates.tsx';
import { cellPage } from '../pages/cell.tsx';
import { cellStandings } from '../pages/cell-standing.ts';
import { citePage } from '../pages/cite.tsx';
import { frontPage } from '../pages/front.tsx';
import { guidePage, guidesPage } from '../pages/guides.tsx';
import { leaderboardPage } from '../pages/leaderboard.tsx';
import type { Page } from '../pages/page.ts';
import { reportPage } from '../pages/report.tsx';
import { resultsPage } from '../pages/results.tsx';
import { rulePage } from '../pages/rule.tsx';
import { rulesPage } from '../pages/rules.tsx';

/** All pages of a site. */
export function sitePages(model: SiteModel): Page[] {
  const { reports, rules, guides } = model;
  const links = siteLinks(model);
  const boards = leagues(model);
  const standingOf = cellStandings(model, boards);
  return [
    frontPage(model, links),
    leaderboardPage(boards),
    resultsPage(model),
    ...reports.map((report) => reportPage(report, links)),
    ...reports.flatMap(({ pages }) =>
      pages.map((page) =>
        page.shared ? candidatesPage(page) : cellPage(page.cells[0]!, standingOf(page.cells[0]!)),
      ),
    ),
    rulesPage(model),
    ...rules.map((rule) => rulePage(rule, model, links)),
    guidesPage(model),
    ...guides.map((guide) => guidePage(guide, links)),
    ...apiPages(model),
    citePage(loadCitation(), model.api.size > 0),
  ];
}
