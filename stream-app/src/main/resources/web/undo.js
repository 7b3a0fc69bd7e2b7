// The strip that says what was saved and takes it back within ten seconds.

import { remove, scanPath } from './api.js';
import { el, say, svg } from './dom.js';
import * as words from './words.js';

export class Undo {
  #given = null;
  #timer = 0;

  /** `back` shows a scan again, with the comment that was typed; `failed` takes a text. */
  constructor(back, failed) {
    this.back = back;
    this.failed = failed;
    this.text = el('p', {});
    this.left = el('span', {class: 'seconds', 'aria-hidden': 'true'});
    this.ring = svg('circle', {cx: 10, cy: 10, r: 8, pathLength: 100});
    this.button = el('button', {type: 'button', onclick: () => this.take()}, 'Undo ', el('kbd', {}, 'U'),
      svg('svg', {class: 'ring', viewBox: '0 0 20 20', 'aria-hidden': 'true'}, this.ring), this.left);
    this.look = el('button', {type: 'button', onclick: () => this.back(this.#given.scanId)}, 'Look again');
    this.element = el('div', {class: 'undo', role: 'group', 'aria-label': 'What you saved last'}, this.text, this.look, this.button);
    this.element.hidden = true;
  }

  /** Begins the countdown; the clock is this browser's, the length the server's. */
  given(answer, wasBlind) {
    this.#given = answer;
    const length = Date.parse(answer.undoUntil) - Date.parse(answer.label.labelledAt);
    this.until = performance.now() + length;
    this.length = length;
    const opinion = wasBlind && answer.opinion
      ? '. The model said: ' + words.finding(answer.opinion.finding) + ' (pneumonia ' + words.percent(words.pneumonia(answer.opinion.probabilities)) + ')' : '';
    say(this.text, 'Saved: ' + words.labelFinding(answer.label.finding) + opinion);
    this.element.hidden = false;
    this.button.disabled = false;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 200);
    this.#tick();
  }

  #tick() {
    const left = this.until - performance.now();
    say(this.left, left > 0 ? Math.ceil(left / 1000) + ' s' : '');
    this.ring.setAttribute('stroke-dasharray', Math.max(0, left / this.length * 100).toFixed(1) + ' 100');
    if (left <= 0) {
      this.button.disabled = true;
      clearInterval(this.#timer);
    }
  }

  async take() {
    if (!this.#given || this.button.disabled) return;
    const {scanId, labelId, label} = this.#given;
    this.button.disabled = true;
    clearInterval(this.#timer);
    try {
      const {label: stands} = await remove(scanPath(scanId, '/labels/' + encodeURIComponent(labelId)));
      this.element.hidden = true;
      this.#given = null;
      this.back(scanId, label.comment, stands ? 'Taken back. Your earlier finding stands again: ' + words.labelFinding(stands.finding) : 'Taken back. The scan waits for you again.');
    } catch (e) {
      this.failed('Not taken back: ' + e.message);
    }
  }

  close() {
    clearInterval(this.#timer);
  }
}
