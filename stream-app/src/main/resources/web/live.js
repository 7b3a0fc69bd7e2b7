// What happens, as it happens. Reconnects by itself and goes on where it was, at whichever instance answers.

import { session } from './api.js';

const LONGEST_PAUSE = 10_000;
const LONG_HIDDEN = 60_000;

/** Events: 'scan', 'model', 'reset', 'state' (connecting, live, lost), each with `detail`. */
class Live extends EventTarget {
  #source = null;
  #lastId = null;
  #tries = 0;
  #retry = 0;
  #hiddenSince = 0;
  state = 'connecting';

  constructor() {
    super();
    window.addEventListener('online', () => this.#connect());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#hiddenSince = Date.now();
      else if (Date.now() - this.#hiddenSince > LONG_HIDDEN) this.#connect();
    });
    window.addEventListener('pagehide', () => this.#source?.close());
    window.addEventListener('pageshow', event => event.persisted && this.#connect());
  }

  /** Begins; `since` is the eventId of a list that was just fetched, if there is one. */
  start(since) {
    this.#lastId ??= since ?? null;
    if (!this.#source) this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource('/api/events' + (this.#lastId ? '?since=' + encodeURIComponent(this.#lastId) : ''));
    this.#source = source;
    source.onopen = () => {
      this.#tries = 0;
      this.#become('live');
    };
    source.onerror = () => {
      if (source !== this.#source) return;
      source.close();
      this.#become('lost');
      // Where the session has ended, this leads to the sign-in.
      session().catch(() => {});
      this.#retry = setTimeout(() => this.#connect(), Math.min(LONGEST_PAUSE, 500 * 2 ** this.#tries++) * (0.75 + Math.random() / 2));
    };
    for (const name of ['scan', 'model', 'reset']) {
      source.addEventListener(name, event => {
        if (event.lastEventId) this.#lastId = event.lastEventId;
        let detail = null;
        if (name !== 'reset') detail = JSON.parse(event.data);
        this.dispatchEvent(new CustomEvent(name, {detail}));
      });
    }
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent('state', {detail: state}));
  }
}

export const live = new Live();
