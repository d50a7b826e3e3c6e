/// <reference lib="dom" />
import { copyButtons } from './copy.ts';
import { offerFiles } from './download.ts';
import { filters } from './filter.ts';
import { searching } from './find.ts';
import { liveNews } from './live.ts';
import { openTarget } from './opened.ts';
import { linkedRows } from './rows.ts';
import { sortableTables } from './sort.ts';

sortableTables();
linkedRows();
filters();
copyButtons();
offerFiles();
openTarget();
searching();
liveNews();
