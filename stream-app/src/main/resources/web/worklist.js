// The worklist: the most urgent child on top.

import { scanPath } from './api.js';
import { el, say, show } from './dom.js';
import { list } from './list.js';
import * as words from './words.js';

const ROW = 56;
const SPARE = 8;
const SETTLED = 90;
const NEW_FOR = 4_000;
const SPEAK_EVERY = 5_000;
const TABS = ['waiting', 'second-reader', 'read', 'rejected'];
const FINDINGS = ['PNEUMONIA', 'UNCERTAIN', 'NORMAL'];

let chosenScan = null;

/** How a scan's urgency is shown: a class and a word. */
export function urgency(row) {
  if (row.state === 'rejected') return ['none', 'Rejected'];
  if (row.overdue) return ['overdue', 'Waits too long'];
  if (row.blind) return ['blind', 'Blind read'];
  if (!row.opinion) return ['none', 'Not assessed'];
  return [row.opinion.priority.toLowerCase(), words.priority(row.opinion.priority)];
}

function opinionText(row) {
  if (row.rejection && row.state === 'rejected') return [words.reason(row.rejection.reason), row.rejection.detail];
  if (row.blind) return ['Hidden until you have read it', ''];
  if (!row.opinion) return ['No opinion', ''];
  const share = words.percent(words.pneumonia(row.opinion.probabilities));
  return [words.finding(row.opinion.finding), 'pneumonia ' + share];
}

function readText(row) {
  if (row.mine) return 'You: ' + words.labelFinding(row.mine);
  if (row.readers === 0) return 'Unread';
  return words.plural(row.readers, 'reader') + (row.findings?.length ? ': ' + row.findings.map(words.labelFinding).join(', ') : '');
}

/** One recycled line of the list. */
class Line {
  row = null;

  constructor(open) {
    this.image = el('img', {alt: '', width: 44, height: 44, draggable: 'false'});
    this.urgency = el('span', {class: 'tag'});
    this.finding = el('span', {class: 'main'});
    this.share = el('span', {class: 'sub'});
    this.child = el('span', {class: 'main'});
    this.id = el('span', {class: 'sub'});
    this.site = el('span', {class: 'main'});
    this.view = el('span', {class: 'sub'});
    this.age = el('span', {class: 'main'});
    this.read = el('span', {class: 'main'});
    this.flags = el('span', {class: 'sub'});
    const cell = (name, ...parts) => el('div', {role: 'gridcell', class: name}, parts);
    this.element = el('div', {role: 'row', class: 'line', onclick: () => open(this.row)},
      cell('thumb', this.image), cell('urgency', this.urgency), cell('finding', this.finding, this.share),
      cell('child', this.child, this.id), cell('site', this.site, this.view), cell('age', this.age), cell('read', this.read, this.flags));
    this.image.addEventListener('load', () => this.image.classList.add('there'));
    this.image.addEventListener('error', () => this.image.classList.remove('there'));
  }

  put(row, index, active, isNew) {
    const element = this.element;
    element.style.transform = 'translateY(' + index * ROW + 'px)';
    element.setAttribute('aria-rowindex', index + 2);
    element.setAttribute('aria-selected', active);
    element.id = 'line-' + index;
    element.dataset.scan = row.scanId;
    element.classList.toggle('new', isNew);
    if (this.row === row) return;
    if (this.row?.scanId !== row.scanId) {
      this.image.removeAttribute('src');
      this.image.classList.remove('there');
    }
    this.row = row;
    const [kind, urgent] = urgency(row);
    const [finding, detail] = opinionText(row);
    this.urgency.className = 'tag ' + kind;
    this.urgency.textContent = urgent;
    this.finding.textContent = finding;
    this.finding.className = 'main ' + (row.blind || !row.opinion ? 'hidden-opinion' : 'says-' + row.opinion.finding.toLowerCase());
    this.share.textContent = detail;
    this.share.title = detail;
    this.child.textContent = words.child(row);
    this.id.textContent = words.number(row);
    this.id.title = row.scanId;
    this.site.textContent = row.site;
    this.view.textContent = words.view(row.view);
    this.read.textContent = readText(row);
    this.flags.textContent = row.blind ? '' : (row.opinion?.flags ?? []).map(words.shortFlag).join(', ');
  }

  picture() {
    if (this.row && !this.image.hasAttribute('src')) this.image.src = scanPath(this.row.scanId, '/thumbnail');
  }

  tick(now) {
    if (this.row) say(this.age, words.duration((now - Date.parse(this.row.receivedAt)) / 1000));
  }
}

/** Shows the worklist in `view`; returns what ends it. */
export function worklist(view, {query, go}) {
  document.title = 'Worklist – Xraystream';
  list.choose(query);

  const lines = new Map();
  const idle = [];
  const fresh = new Map();
  const polite = document.getElementById('polite');
  let active = 0;
  let frame = 0;
  let settled = 0;
  let arrived = 0;
  let spokeAt = 0;

  const open = row => {
    chosenScan = row.scanId;
    const at = list.query;
    at.set('scan', row.scanId);
    go('/reading?' + at);
  };

  const tabs = TABS.map(state => {
    const number = el('span', {class: 'count'});
    const tab = el('button', {type: 'button', class: 'tab', 'data-state': state, onclick: () => refilter(() => {
      list.state = state;
      list.findings.clear();
    })}, words.state(state), ' ', number);
    return {state, tab, number};
  });
  const chips = FINDINGS.map(finding => {
    const number = el('span', {class: 'count'});
    const chip = el('button', {type: 'button', class: 'chip', 'data-finding': finding, onclick: () => refilter(() =>
      list.findings.delete(finding) || list.findings.add(finding))}, words.finding(finding), ' ', number);
    return {finding, chip, number};
  });
  const site = el('select', {id: 'site', onchange: () => refilter(() => {
    list.sites.clear();
    if (site.value) list.sites.add(site.value);
  })}, el('option', {value: ''}, 'All sites'));
  const summary = el('p', {class: 'summary', id: 'summary'});
  const warning = el('p', {class: 'warning', role: 'status'});
  const middle = el('div', {role: 'columnheader'});
  const spacer = el('div', {class: 'spacer', role: 'rowgroup'});
  const head = el('div', {class: 'line head', role: 'row', 'aria-rowindex': 1},
    el('div', {role: 'columnheader'}, el('span', {class: 'unseen'}, 'Image')), el('div', {role: 'columnheader'}, 'Priority'), middle,
    el('div', {role: 'columnheader'}, 'Child'), el('div', {role: 'columnheader'}, 'Site and view'),
    el('div', {role: 'columnheader'}, 'Age of scan'), el('div', {role: 'columnheader'}, 'Readers'));
  const empty = el('p', {class: 'empty'});
  const grid = el('div', {class: 'grid', role: 'grid', tabindex: 0, 'aria-label': 'Scans', 'aria-describedby': 'summary'},
    el('div', {class: 'heads', role: 'rowgroup'}, head), spacer);

  show(view, el('div', {class: 'worklist'}, el('h1', {class: 'unseen'}, 'Worklist'),
    el('div', {class: 'tools'},
      el('div', {class: 'tabs', role: 'group', 'aria-label': 'Which scans'}, tabs.map(one => one.tab)),
      el('div', {class: 'chips', role: 'group', 'aria-label': "Model's finding"}, el('span', {class: 'quiet wide-only'}, "Model's finding"), chips.map(one => one.chip)),
      el('label', {class: 'unseen', for: 'site'}, 'Site'), site, summary),
    warning, el('div', {class: 'gridbox'}, grid, empty)));

  function refilter(change) {
    change();
    const at = list.query.toString();
    history.replaceState(null, '', '/worklist' + (at ? '?' + at : ''));
    grid.scrollTop = 0;
    active = 0;
    list.load();
  }

  function choose(index) {
    active = Math.max(0, Math.min(list.rows.length - 1, index));
    chosenScan = list.rows[active]?.scanId ?? null;
    const top = active * ROW;
    const height = grid.clientHeight - head.offsetHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + ROW > grid.scrollTop + height) grid.scrollTop = top + ROW - height;
    draw();
  }

  grid.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(grid.clientHeight / ROW) - 1);
    const to = {ArrowDown: active + 1, j: active + 1, ArrowUp: active - 1, k: active - 1, PageDown: active + page, PageUp: active - page,
      Home: 0, End: list.rows.length - 1}[event.key];
    if (to !== undefined) choose(to);
    else if (event.key === 'Enter' && list.rows[active]) open(list.rows[active]);
    else return;
    event.preventDefault();
  });

  /** Shows the lines that are in sight, each by an element that is used again. */
  function draw() {
    frame = 0;
    const rows = list.rows;
    const first = Math.max(0, Math.floor(grid.scrollTop / ROW) - SPARE);
    const last = Math.min(rows.length, Math.ceil((grid.scrollTop + grid.clientHeight) / ROW) + SPARE);
    const wanted = new Set();
    for (let i = first; i < last; i++) wanted.add(rows[i].scanId);
    for (const [scanId, line] of lines) {
      if (!wanted.has(scanId)) {
        lines.delete(scanId);
        idle.push(line);
      }
    }
    const now = list.now;
    for (let i = first; i < last; i++) {
      const row = rows[i];
      let line = lines.get(row.scanId);
      if (!line) {
        line = idle.pop() ?? new Line(open);
        lines.set(row.scanId, line);
        if (!line.element.isConnected) spacer.append(line.element);
        line.element.hidden = false;
      }
      line.put(row, i, i === active, fresh.has(row.scanId));
      line.tick(now);
    }
    for (const line of idle) {
      if (!line.element.hidden) {
        line.element.hidden = true;
        line.element.removeAttribute('id');
      }
    }
    const seen = active >= first && active < last;
    if (seen) grid.setAttribute('aria-activedescendant', 'line-' + active);
    else grid.removeAttribute('aria-activedescendant');
    clearTimeout(settled);
    settled = setTimeout(() => lines.forEach(line => line.picture()), SETTLED);
  }

  const later = () => frame ||= requestAnimationFrame(draw);
  let anchor = null;

  function scrolled() {
    const at = Math.floor(grid.scrollTop / ROW);
    anchor = grid.scrollTop === 0 ? null : {scanId: list.rows[at]?.scanId, off: grid.scrollTop - at * ROW};
    later();
  }

  /** What is being looked at stays where it is when scans come in above it. */
  function changed() {
    if (chosenScan !== null) {
      const is = list.indexOf(chosenScan);
      active = is >= 0 ? is : Math.min(active, Math.max(0, list.rows.length - 1));
    }
    spacer.style.height = list.rows.length * ROW + 'px';
    if (anchor?.scanId) {
      const is = list.indexOf(anchor.scanId);
      if (is >= 0) grid.scrollTop = is * ROW + anchor.off;
    }
    grid.setAttribute('aria-rowcount', list.matching + 1);
    for (const {state, tab, number} of tabs) {
      tab.setAttribute('aria-pressed', list.state === state);
      say(number, words.count(list.counts.states[state] ?? 0));
    }
    for (const {finding, chip, number} of chips) {
      chip.setAttribute('aria-pressed', list.findings.has(finding));
      chip.disabled = list.state === 'rejected';
      say(number, words.count(list.counts.findings[finding] ?? 0));
    }
    const sites = Object.keys(list.counts.sites);
    for (const name of [...list.sites, ...sites]) {
      if (![...site.options].some(option => option.value === name)) site.append(el('option', {value: name}, name));
    }
    site.value = [...list.sites][0] ?? '';
    say(middle, list.state === 'rejected' ? 'Why it was rejected' : "Model's opinion");
    say(summary, list.loaded ? words.plural(list.matching, 'scan') + (list.state === 'waiting' ? ' waiting' : '') : '');
    say(warning, list.failure ?? (list.complete ? '' : 'One instance of the service does not answer: some scans may be missing here.'));
    empty.hidden = list.rows.length > 0;
    say(empty, !list.loaded ? 'Fetching the scans …' : list.loading ? 'Fetching …'
      : list.findings.size + list.sites.size > 0 ? 'No scan matches the filters.'
      : {waiting: 'Nothing waits to be read.', 'second-reader': 'Nothing waits for a second reader.', read: 'Nothing has been read yet.', rejected: 'Nothing was rejected.'}[list.state] ?? '');
    later();
  }

  function came(event) {
    fresh.set(event.detail.scanId, setTimeout(() => {
      fresh.delete(event.detail.scanId);
      later();
    }, NEW_FOR));
    arrived++;
    if (Date.now() - spokeAt > SPEAK_EVERY) {
      spokeAt = Date.now();
      say(polite, words.plural(arrived, 'new scan') + ', ' + words.count(list.matching) + ' in the list');
      arrived = 0;
    }
  }

  list.addEventListener('change', changed);
  list.addEventListener('arrived', came);
  grid.addEventListener('scroll', scrolled, {passive: true});
  const size = new ResizeObserver(later);
  size.observe(grid);
  const clock = setInterval(() => lines.forEach(line => line.tick(list.now)), 1_000);
  changed();
  list.load(list.isCurrent);
  grid.focus({preventScroll: true});

  return () => {
    list.removeEventListener('change', changed);
    list.removeEventListener('arrived', came);
    size.disconnect();
    clearInterval(clock);
    clearTimeout(settled);
    cancelAnimationFrame(frame);
    fresh.forEach(clearTimeout);
  };
}
