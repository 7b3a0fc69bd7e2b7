// The reading view: one scan, the model's evidence over it, one key to confirm or correct.

import { picture, post, scanPath } from './api.js';
import { again, card, isAhead, mapOf, scanAhead } from './ahead.js';
import { el, say, show } from './dom.js';
import { keysSwitchedOn } from './keys.js';
import { list } from './list.js';
import { live } from './live.js';
import { opinionBox } from './opinion.js';
import { Undo } from './undo.js';
import { Viewer } from './viewer.js';
import { urgency } from './worklist.js';
import * as words from './words.js';

const AHEAD = 2;
const STEP = 12;
const MOVE = 60;
const CHOICES = [['N', 'NORMAL', 'Normal'], ['B', 'BACTERIAL_PNEUMONIA', 'Bacterial'], ['V', 'VIRAL_PNEUMONIA', 'Viral'],
  ['P', 'PNEUMONIA', 'Pneumonia, kind unknown'], ['C', 'CANNOT_TELL', 'Cannot tell']];
const drafts = new Map();
const skipped = new Set();

/** Shows the scan that `query` names, or the first of the list. */
export function reading(view, {query, go, who}) {
  const mayLabel = who.roles.includes('READER');
  const polite = document.getElementById('polite');
  const viewer = new Viewer('now');
  const other = new Viewer('other');
  const undo = new Undo(lookAgain, failed);
  let scanId = query.get('scan');
  let row = null;
  let turn = 0;
  let place = 0;
  let saving = false;
  let diagnosis = null;
  let before = [];

  const title = el('h1', {});
  const tag = el('span', {class: 'tag'});
  const facts = el('p', {class: 'quiet'});
  const position = el('span', {class: 'position'});
  const opinion = el('div', {class: 'opinion'});
  const others = el('div', {});
  const previous = el('ul', {class: 'previous'});
  const details = el('dl', {class: 'details'});
  const comment = el('textarea', {id: 'comment', rows: 2, maxlength: 2000, disabled: !mayLabel, placeholder: 'Goes with your finding',
    oninput: () => drafts.set(scanId, comment.value)});
  const trouble = el('p', {class: 'warning', role: 'alert'});
  const buttons = CHOICES.map(([key, finding, name]) => el('button', {type: 'button', class: 'choice ' + finding.toLowerCase(), 'data-finding': finding,
    'aria-keyshortcuts': key, disabled: !mayLabel, onclick: () => label(finding)}, el('kbd', {}, key), ' ' + name));
  const tool = (text, key, act, pressed) => el('button', {type: 'button', onclick: act, title: key ? 'Key ' + key : null, 'aria-pressed': pressed ?? null}, text);
  const tools = {
    window: tool('Contrast', null, () => use('window'), 'true'), move: tool('Move', null, () => use('move'), 'false'),
    invert: tool('Invert', 'I', invert, 'false'), map: tool("Model's map", 'O', () => mapOn(!viewer.mapShown), 'true'),
  };
  const viewers = el('div', {class: 'viewers'}, viewer.element);
  const opacity = el('input', {type: 'range', id: 'opacity', min: 0, max: 100, value: 35, oninput: () => viewer.setMap(viewer.mapShown, opacity.value / 100)});

  show(view, el('div', {class: 'reader'},
    el('div', {class: 'stage'},
      el('div', {class: 'tools', role: 'toolbar', 'aria-label': 'Image'},
        tools.window, tools.move,
        el('button', {type: 'button', 'aria-label': 'Zoom out', onclick: () => viewer.zoomBy(1 / 1.25)}, '−'),
        el('button', {type: 'button', 'aria-label': 'Zoom in', onclick: () => viewer.zoomBy(1.25)}, '+'),
        tool('1:1', '1', () => viewer.oneToOne()), tools.invert, tool('Reset', '0 or R', resetView),
        el('span', {class: 'gap'}), tools.map, el('label', {for: 'opacity', class: 'quiet'}, 'Strength'), opacity),
      viewers, el('div', {class: 'strip'}, viewer.levels, undo.element, viewer.scale)),
    el('aside', {class: 'side', 'aria-label': 'This scan'},
      el('div', {class: 'steps'},
        el('button', {type: 'button', 'aria-keyshortcuts': 'K', onclick: () => step(-1)}, el('kbd', {}, 'K'), ' Previous'), position,
        el('button', {type: 'button', 'aria-keyshortcuts': 'J', onclick: () => step(1)}, 'Next ', el('kbd', {}, 'J'))),
      el('div', {class: 'about', tabindex: 0, role: 'region', 'aria-label': 'What is known of the scan'},
        el('div', {class: 'title'}, title, tag), facts,
        el('h2', {}, "Model's opinion"), opinion, others,
        el('h2', {}, 'Other scans of this child'), previous,
        el('details', {}, el('summary', {}, 'Details'), details)),
      el('div', {class: 'answer'},
        el('label', {for: 'comment'}, 'Comment ', el('kbd', {}, 'T')), comment, trouble,
        !mayLabel && el('p', {class: 'quiet small'}, 'You may look. To give a finding takes the role of a reader.'),
        el('div', {class: 'choices', role: 'group', 'aria-label': 'Your finding'}, buttons)))));

  /** Shows another scan of the child beside this one; once more, and it is gone. */
  async function beside(one) {
    const mine = turn;
    if (!one || other.element.isConnected && other.shown === one.scanId) {
      other.element.remove();
      return;
    }
    const when = 'Other scan: ' + words.time(one.capturedAt ?? one.receivedAt);
    viewers.append(other.element);
    other.show(one.scanId, null, when);
    try {
      const bitmap = await createImageBitmap((await picture(scanPath(one.scanId, '/image'))).blob);
      if (mine === turn && other.shown === one.scanId) other.show(one.scanId, bitmap, when);
    } catch (e) {
      if (mine === turn) other.show(one.scanId, null, when + '. ' + e.message);
    }
  }

  function failed(text) {
    say(trouble, text);
  }

  function use(which) {
    viewer.tool = which;
    viewer.element.dataset.tool = which;
    tools.window.setAttribute('aria-pressed', which === 'window');
    tools.move.setAttribute('aria-pressed', which === 'move');
  }

  function invert() {
    viewer.invert();
    tools.invert.setAttribute('aria-pressed', viewer.inverted);
  }

  function resetView() {
    viewer.reset();
    tools.invert.setAttribute('aria-pressed', false);
  }

  function mapOn(on) {
    viewer.setMap(on);
    tools.map.setAttribute('aria-pressed', on);
  }

  /** Shows a scan; its picture and facts are there at once if they were fetched ahead. */
  async function open(id, comes = '') {
    const mine = ++turn;
    scanId = id;
    row = null;
    diagnosis = null;
    const at = list.query;
    at.set('scan', id);
    history.replaceState(null, '', '/reading?' + at);
    tools.invert.setAttribute('aria-pressed', false);
    say(trouble, '');
    comment.value = drafts.get(id) ?? '';
    locate();
    before = [];
    other.element.remove();
    viewer.show(id, null, '');
    show(opinion, el('p', {class: 'quiet'}, '…'));
    const entry = scanAhead(id);
    entry.image.then(({value, failure}) => {
      if (mine !== turn) return;
      if (failure) viewer.show(id, null, failure.status === 404 ? 'No picture of this scan is kept.' : failure.message);
      else {
        viewer.show(id, value.bitmap, value.whole ? '' : 'The radiograph is no longer kept: this is the small square that the model saw.');
        viewer.canvas.setAttribute('aria-label', 'Radiograph, ' + value.bitmap.width + ' by ' + value.bitmap.height + ' pixels');
      }
      ahead();
    });
    const known = await entry.scan;
    if (mine !== turn) return;
    tell(known);
    if (row) say(polite, (comes ? comes + ' ' : '') + 'Scan: ' + words.child(row) + ', ' + urgency(row)[1]);
    if (Date.now() - (entry.askedAt ?? 0) > 1_000) await refresh();
  }

  async function refresh() {
    const mine = turn;
    const entry = again(scanId);
    entry.askedAt = Date.now();
    const known = await entry.scan;
    if (mine === turn && (known.value || !row)) tell(known);
  }

  function tell({value: scan, failure}) {
    if (failure) {
      say(title, 'This scan cannot be shown');
      say(trouble, failure.message);
      show(opinion);
      return;
    }
    row = scan.row;
    document.title = words.child(row) + ' – Xraystream';
    say(title, words.child(row));
    const [kind, urgent] = urgency(row);
    tag.className = 'tag ' + kind;
    say(tag, urgent);
    say(facts, [row.accessionNumber, words.view(row.view), row.site, (row.state === 'waiting' ? 'waits ' : 'age ') + words.duration((list.now - Date.parse(row.receivedAt)) / 1000)].filter(Boolean).join(' · '));
    tellOpinion(scan);
    tellOthers(scan);
    before = scan.previous.filter(one => one.state !== 'rejected');
    show(previous, scan.previous.length === 0 ? el('li', {class: 'quiet'}, 'None known') : scan.previous.map(one => el('li', {},
      el('a', {href: '/reading?scan=' + encodeURIComponent(one.scanId)}, el('img', {src: scanPath(one.scanId, '/thumbnail'), alt: '', width: 40, height: 40, onerror: event => event.target.classList.add('gone')}),
        el('span', {}, words.time(one.capturedAt ?? one.receivedAt), el('br'), el('span', {class: 'quiet'},
          one.findings?.length ? one.findings.map(words.labelFinding).join(', ') : one.blind ? 'Blind read' : 'Unread'))),
      one.state !== 'rejected' && el('button', {type: 'button', onclick: () => beside(one)}, 'Compare'))));
    const detail = (name, text) => [el('dt', {}, name), el('dd', {}, text ?? 'unknown')];
    show(details, detail('Scan', row.scanId), detail('Accession number', row.accessionNumber), detail('Sex', words.SEXES[row.sex]), detail('Pseudonym', row.patientPseudonym),
      detail('Study', scan.studyUid), detail('Taken', words.time(row.capturedAt)), detail('Received', words.time(row.receivedAt)),
      detail('Device', scan.device), detail('Format', scan.contentType));
    for (const button of buttons) button.setAttribute('aria-pressed', row.mine === button.dataset.finding);
    const own = scan.labels.find(one => one.reader === who.name);
    if (own?.comment && !drafts.has(scanId)) comment.value = own.comment;
  }

  function tellOpinion(scan) {
    const hidden = row.blind;
    tools.map.disabled = opacity.disabled = hidden || !row.opinion;
    if (row.rejection && row.state === 'rejected') {
      show(opinion, el('p', {class: 'verdict'}, words.reason(row.rejection.reason)), el('p', {}, row.rejection.detail),
        el('p', {class: 'quiet small'}, 'The model did not read it.'));
    } else if (hidden) {
      show(opinion, el('p', {class: 'verdict blind'}, 'Blind read'),
        el('p', {}, 'The model’s opinion is hidden until you have given your finding, so that some findings are free of its influence.'));
    } else if (!row.opinion) {
      show(opinion, el('p', {class: 'quiet'}, 'None'));
    } else if (diagnosis !== row.opinion.diagnosisId) {
      diagnosis = row.opinion.diagnosisId;
      const said = row.opinion;
      const mine = turn;
      const put = known => mine === turn && diagnosis === said.diagnosisId && show(opinion, opinionBox(said, known), history(scan));
      put(null);
      card(said.modelVersion).then(put);
      mapOf(scanAhead(scanId), said.diagnosisId).then(map => mine === turn && viewer.lay(map));
    }
    if (hidden || !row.opinion) viewer.lay(null);

    function history({opinions}) {
      return opinions.length > 1 && el('details', {}, el('summary', {}, words.plural(opinions.length, 'opinion') + ' over time'),
        el('ul', {class: 'history'}, opinions.map(one => el('li', {}, words.time(one.decidedAt) + ': ' + words.finding(one.finding) + ' ('
          + words.percent(words.pneumonia(one.probabilities)) + '), model ' + one.modelVersion))));
    }
  }

  function tellOthers(scan) {
    const given = scan.labels;
    show(others, given.length > 0 && [el('h2', {}, 'Readers'), el('ul', {class: 'readers'}, given.map(one => el('li', {},
      el('b', {}, one.reader === who.name ? 'You' : one.reader), ': ' + words.labelFinding(one.finding) + (one.sawModelResult ? '' : ' (blind)') + ', ' + words.time(one.labelledAt),
      one.comment && el('p', {class: 'comment'}, one.comment))))]);
  }

  /** The scan that comes after this one is read: the most urgent that was neither read nor passed over. */
  function following() {
    const is = one => one.scanId !== scanId && !one.mine;
    return list.rows.find(one => is(one) && !skipped.has(one.scanId)) ?? list.rows.slice(place).find(is) ?? list.rows.find(is) ?? null;
  }

  /** Fetches what is likely to be looked at next. */
  function ahead() {
    const likely = [following(), list.rows[place + 1], ...list.rows.slice(0, 10)].filter(one => one && one.scanId !== scanId && !one.mine);
    for (const one of [...new Map(likely.map(row => [row.scanId, row])).values()].slice(0, AHEAD)) {
      if (isAhead(one.scanId)) continue;
      const entry = scanAhead(one.scanId);
      entry.askedAt = Date.now();
      if (one.opinion) {
        mapOf(entry, one.opinion.diagnosisId);
        card(one.opinion.modelVersion);
      }
    }
  }

  function step(by) {
    if (list.rows.length === 0) return;
    const at = list.indexOf(scanId);
    const to = at < 0 ? (by > 0 ? place : place - 1) : at + by;
    if (to < 0 || to >= list.rows.length) {
      say(polite, by > 0 ? 'This is the last scan of the list' : 'This is the first scan of the list');
      return;
    }
    if (by > 0) skipped.add(scanId);
    open(list.rows[to].scanId);
  }

  async function label(finding) {
    if (!mayLabel || saving || !row || row.state === 'rejected') return;
    saving = true;
    view.setAttribute('aria-busy', 'true');
    const [id, wasBlind] = [scanId, row.blind];
    const body = {finding};
    if (comment.value.trim()) body.comment = comment.value;
    try {
      const answer = await post(scanPath(id, '/labels'), body);
      drafts.delete(id);
      say(trouble, '');
      undo.given(answer, wasBlind);
      const next = following();
      if (next) await open(next.scanId, 'Saved, ' + words.labelFinding(finding) + '.');
      else {
        say(polite, 'Saved. Nothing more waits.');
        await refresh();
        viewer.word.textContent = 'Nothing more waits in this list. Esc leads back to it.';
      }
    } catch (e) {
      failed('Not saved: ' + e.message);
    } finally {
      saving = false;
      view.removeAttribute('aria-busy');
    }
  }

  function lookAgain(id, typed, comes = '') {
    if (typed) drafts.set(id, typed);
    again(id).askedAt = Date.now();
    open(id, comes);
  }

  function back() {
    const at = list.query.toString();
    go('/worklist' + (at ? '?' + at : ''));
  }

  const keys = {
    n: () => label('NORMAL'), b: () => label('BACTERIAL_PNEUMONIA'), v: () => label('VIRAL_PNEUMONIA'), p: () => label('PNEUMONIA'),
    c: () => label('CANNOT_TELL'), u: () => undo.take(), j: () => step(1), k: () => step(-1), t: () => comment.focus(), e: () => beside(other.element.isConnected ? null : before[0]),
    i: invert, o: () => !tools.map.disabled && mapOn(!viewer.mapShown), r: resetView, 0: resetView, 1: () => viewer.oneToOne(),
    '+': () => viewer.zoomBy(1.25), '=': () => viewer.zoomBy(1.25), '-': () => viewer.zoomBy(0.8),
    '[': () => viewer.levelBy(0, STEP), ']': () => viewer.levelBy(0, -STEP), '<': () => viewer.levelBy(STEP, 0), '>': () => viewer.levelBy(-STEP, 0),
  };
  const moves = {ArrowLeft: [MOVE, 0], ArrowRight: [-MOVE, 0], ArrowUp: [0, MOVE], ArrowDown: [0, -MOVE]};

  function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat && !(event.key in moves) || document.querySelector('dialog[open]')) return;
    if (event.target === comment) {
      if (event.key === 'Escape') view.focus();
      return;
    }
    if (event.target.closest('input, select, textarea')) return;
    if (event.key === 'Escape') back();
    else if (event.shiftKey && moves[event.key]) viewer.moveBy(...moves[event.key]);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (keysSwitchedOn() && keys[event.key.toLowerCase()]) keys[event.key.toLowerCase()]();
    else return;
    event.preventDefault();
  }

  /** Where the scan stands in the list; the last place it had, once it has left. */
  function locate() {
    const at = list.indexOf(scanId);
    if (at >= 0) place = at;
    say(position, at >= 0 ? words.count(at + 1) + ' of ' + words.count(list.matching) : words.count(list.matching) + ' in the list');
  }

  function listed() {
    locate();
    if (scanId === null && list.loaded) {
      if (list.rows.length > 0) open(list.rows[0].scanId);
      else viewer.show(null, null, 'Nothing waits in this list. Esc leads back to it.');
    } else if (viewer.element.dataset.scan) {
      ahead();
    }
  }

  function happened(event) {
    if (event.detail.row.scanId === scanId && !saving) refresh();
  }

  list.addEventListener('change', listed);
  live.addEventListener('scan', happened);
  document.addEventListener('keydown', pressed);
  list.choose(query);
  if (scanId !== null) open(scanId);
  if (!list.isCurrent) list.load();
  listed();
  use('window');
  view.focus({preventScroll: true});

  return () => {
    turn++;
    list.removeEventListener('change', listed);
    live.removeEventListener('scan', happened);
    document.removeEventListener('keydown', pressed);
    undo.close();
    viewer.close();
    other.close();
  };
}
