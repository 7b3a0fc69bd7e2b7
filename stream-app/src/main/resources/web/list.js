// The worklist as this page holds it: fetched in the server's order, kept up to date by events.

import { get } from './api.js';
import { live } from './live.js';

const FIRST_PAGE = 200;
const NEXT_PAGES = 1000;
const REFRESH = 60_000;
const UNTIL_WHOLE = 3_000;
const PAUSE_OF_COUNTS = 5_000;
const PAUSE_AFTER_OWN = 400;
const RANKS = {URGENT: 0, SOON: 1, ROUTINE: 2};

/** The order of `/api/scans` for what waits, as openapi.yaml gives it. */
function rank(row) {
  if (row.blind || row.overdue) return RANKS.URGENT;
  return row.opinion ? RANKS[row.opinion.priority] : RANKS.SOON;
}

function before(a, b) {
  return rank(a) - rank(b) || Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.scanId < b.scanId ? -1 : 1);
}

/** Events: 'change' (rows, counts or state of loading), 'arrived' with the new row. */
class ScanList extends EventTarget {
  state = 'waiting';
  findings = new Set();
  sites = new Set();
  rows = [];
  matching = 0;
  counts = {states: {}, findings: {}, sites: {}};
  complete = true;
  loading = false;
  loaded = false;
  failure = null;
  #clockAhead = 0;
  #round = 0;
  #touched = new Map();
  #retry = 0;
  #countsAt = 0;
  #refresh = 0;
  #loadedQuery = '';

  constructor() {
    super();
    live.addEventListener('scan', event => this.#happened(event.detail));
    live.addEventListener('reset', () => this.load());
  }

  /** The list that an address's query names. */
  choose(query) {
    this.state = query.get('state') ?? 'waiting';
    this.findings = new Set(query.getAll('finding'));
    this.sites = new Set(query.getAll('site'));
  }

  /** The query that names this list. */
  get query() {
    const query = new URLSearchParams();
    if (this.state !== 'waiting') query.set('state', this.state);
    for (const finding of this.findings) query.append('finding', finding);
    for (const site of this.sites) query.append('site', site);
    return query;
  }

  /** Whether what is here is what `query` names. */
  get isCurrent() {
    return this.loaded && this.#loadedQuery === this.query.toString();
  }

  /** The server's time now, in milliseconds. */
  get now() {
    return Date.now() + this.#clockAhead;
  }

  #path(limit, cursor) {
    const query = this.query;
    query.set('state', this.state);
    query.set('limit', limit);
    if (cursor) query.set('cursor', cursor);
    return '/api/scans?' + query;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** Fetches the list anew; with `quiet`, what is shown stays until the new list is whole. One that is not whole is asked for again soon. */
  async load(quiet = false) {
    const round = ++this.#round;
    clearTimeout(this.#retry);
    this.#touched.clear();
    this.loading = true;
    if (!quiet) this.#changed();
    let rows = [];
    let page = null;
    let complete = true;
    try {
      do {
        page = await get(this.#path(page ? NEXT_PAGES : FIRST_PAGE, page?.next));
        if (round !== this.#round) return;
        if (rows.length === 0) this.#begin(page);
        rows = rows.concat(page.rows);
        complete &&= page.complete;
        if (!quiet || (complete && !page.next)) this.#take(rows, page);
      } while (page.next);
      this.complete = complete;
      this.loading = false;
      this.#touched.clear();
    } catch (e) {
      if (round !== this.#round) return;
      this.loading = false;
      this.failure = e.message;
      this.#retry = setTimeout(() => this.load(this.loaded), 2_000);
    }
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(() => this.load(true), this.complete ? REFRESH * Math.min(10, 1 + this.rows.length / 1000) : UNTIL_WHOLE);
    this.#changed();
  }

  #begin(page) {
    this.#clockAhead = Date.parse(page.asOf) - Date.now();
    if (page.complete || !this.loaded) this.counts = page.counts;
    this.failure = null;
    live.start(page.eventId);
  }

  /** What an event said while the pages came is newer than the pages. */
  #take(rows, page) {
    this.matching = page.matching;
    this.rows = rows.filter(row => !this.#touched.has(row.scanId));
    for (const row of this.#touched.values()) this.#put(row);
    if (!page.next) this.matching = this.rows.length;
    this.loaded = true;
    this.#loadedQuery = this.query.toString();
    this.#changed();
  }

  #fits(row) {
    return row.state === this.state
      && (this.findings.size === 0 || (row.opinion !== null && this.findings.has(row.opinion.finding)))
      && (this.sites.size === 0 || this.sites.has(row.site));
  }

  get #ordered() {
    return this.state === 'waiting' || this.state === 'second-reader';
  }

  #put(row) {
    if (!this.#fits(row)) return;
    let low = 0;
    if (this.#ordered) {
      let high = this.rows.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before(this.rows[middle], row) < 0) low = middle + 1;
        else high = middle;
      }
    }
    this.rows.splice(low, 0, row);
  }

  #happened({what, row}) {
    if (!this.loaded && !this.loading) return;
    if (this.loading) this.#touched.set(row.scanId, row);
    const at = this.indexOf(row.scanId);
    if (at >= 0) this.rows.splice(at, 1);
    this.#put(row);
    const is = this.indexOf(row.scanId) >= 0;
    this.matching += (is ? 1 : 0) - (at >= 0 ? 1 : 0);
    if (this.findings.size === 0 && this.sites.size === 0) this.counts.states[this.state] = this.matching;
    if (is && at < 0 && (what === 'DIAGNOSED' || what === 'REJECTED')) {
      this.dispatchEvent(new CustomEvent('arrived', {detail: row}));
    }
    this.#changed();
    this.#countAgain(row.mine !== null || what === 'RETRACTED' ? PAUSE_AFTER_OWN : PAUSE_OF_COUNTS);
  }

  /** Soon after the reader's own findings; else seldom, since many pages are open for hours. */
  #countAgain(pause) {
    if (document.hidden || (this.#countsAt && pause !== PAUSE_AFTER_OWN)) return;
    clearTimeout(this.#countsAt);
    this.#countsAt = setTimeout(async () => {
      try {
        const page = await get(this.#path(1));
        if (page.complete) this.counts = page.counts;
        this.#changed();
      } catch {
        // The next event asks again.
      } finally {
        this.#countsAt = 0;
      }
    }, pause);
  }

  /** Where a scan stands, or -1. */
  indexOf(scanId) {
    return this.rows.findIndex(row => row.scanId === scanId);
  }
}

export const list = new ScanList();
