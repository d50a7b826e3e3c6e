import type { Claim } from '../suites/common/claims.ts';
import { verdicts } from '../suites/figure4/claims.ts';
import { readingRows } from '../suites/figure4/reading-results.ts';
import { attackResults, shotsResults } from '../suites/figure4/results.ts';
import { fromSentence, type ClaimGroup } from './group.ts';

/** What the paper says of few examples and of attacks. */
export const FEW_SHOTS_AND_ATTACKS: ClaimGroup = {
  title: 'Few examples and attacks (Figure 4)',
  suite: 'figure4',
  claims: [
    'one shot: the proposed rule 45–55 %, K&H 10–20 %',
    'the proposed rule is stable under PGD up to ε = 0.1',
  ],
  found: (results) => {
    const shots = (['few-shot-all', 'few-shot-few'] as const).flatMap((each) => shotsResults(results, each));
    const attacks = attackResults(results);
    return verdicts(shots, attacks, readingRows(results))
      .filter((sentence) => !sentence.startsWith('Not to be relied on'))
      .map((sentence): Claim => {
        if (sentence.includes('stable under PGD'))
          return fromSentence(sentence, {
            paper: 'stable',
            control: `${/control ([^,)]*) %/.exec(sentence)?.[1] ?? '–'} %`,
          });
        const claim = fromSentence(sentence, {
          paper: `${/the paper has ([^%]*) %/.exec(sentence)![1]} %`,
          control: /control ([^;)]* %)/.exec(sentence)?.[1] ?? '–',
        });
        return { ...claim, ours: claim.ours.replace(/; the paper has [^(]*/, ' ') };
      });
  },
};
