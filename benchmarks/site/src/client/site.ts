/// <reference lib="dom" />
import { copyButtons } from './copy.ts';
import { downloads } from './download.ts';
import { filters } from './filter.ts';
import { liveNews } from './live.ts';
import { sortableTables } from './sort.ts';

sortableTables();
filters();
copyButtons();
downloads();
liveNews();
