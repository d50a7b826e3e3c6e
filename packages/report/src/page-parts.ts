/** A table of a page. */
export interface PageTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The table's data for download, with more digits or columns than it shows. */
  readonly csv?: CsvDownload;
}

/** A CSV file within a page. */
export interface CsvDownload {
  readonly name: string;
  readonly content: string;
}

/** A figure of a page. */
export interface PageFigure {
  readonly kind: 'figure';
  /** SVG, with a title and a description of its own. */
  readonly svg: string;
  readonly caption: string;
  /** The figure's data for download. */
  readonly csv: CsvDownload;
}

/** A paragraph of a page. */
export interface PageText {
  readonly kind: 'text';
  readonly text: string;
}

/** A list of sentences of a page. */
export interface PageList {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Pictures side by side, each with its name. */
export interface PageGallery {
  readonly kind: 'gallery';
  readonly caption: string;
  /** The pictures' data for download. */
  readonly csv?: CsvDownload;
  readonly pictures: readonly {
    readonly png: Uint8Array;
    readonly title: string;
    /** For those who do not see the picture: what it shows. */
    readonly description: string;
  }[];
}

/** What a page is made of. */
export type PagePart = PageTable | PageFigure | PageText | PageList | PageGallery;

/** A part of a page under a heading. */
export interface PageSection {
  readonly heading: string;
  readonly parts: readonly PagePart[];
}
