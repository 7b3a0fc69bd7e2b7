// How the service does.

import { get, post } from './api.js';
import { chart } from './charts.js';
import { alarm, ask, el, panel, say, show, table } from './dom.js';
import * as words from './words.js';

const REFRESH = 5_000;
const MOST_LETTERS = 50;

const PARTS = {streams: 'Classifying', releases: 'Following the models', model: 'Model', broker: 'Broker', registry: 'Schema registry', room: 'Reading room'};

function flow(system) {
  const x = system.throughput.map(one => Date.parse(one.minute) / 1000);
  const total = system.throughput.reduce((sum, one) => sum + one.diagnosed + one.rejected, 0);
  const last = system.throughput.at(-2);
  return panel('Scans per minute, the last hour',
    chart({title: 'Scans per minute', x, time: true, bars: true, series: [
      {name: 'Diagnosed', values: system.throughput.map(one => one.diagnosed), points: false},
      {name: 'Rejected', values: system.throughput.map(one => one.rejected), points: false}],
    told: words.plural(total, 'scan') + ' in the last hour' + (last ? ', ' + (last.diagnosed + last.rejected) + ' in the last full minute' : '')}));
}

function now(system) {
  const figure = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  const ms = value => value < 10_000 ? words.count(value) + ' ms' : words.duration(value / 1000);
  return panel('Now', el('dl', {class: 'figures'},
    figure('Waiting to be classified', system.lag === null ? 'unknown' : words.count(system.lag)),
    system.latency ? [figure('Receipt to diagnosis, half of scans within', ms(system.latency.p50)), figure('9 of 10 within', ms(system.latency.p90)),
      figure('99 of 100 within', ms(system.latency.p99)), figure('Longest', ms(system.latency.max))] : figure('Receipt to diagnosis', 'no scans in the last hour')),
  el('h3', {}, 'Parts'),
  table('Parts of this instance', ['Part', 'State', 'Detail'], system.health.map(part => [
    PARTS[part.part] ?? words.plain(part.part), el('span', {class: part.up ? 'up' : 'down'}, part.up ? 'Well' : 'Not well'), part.detail])),
  system.instances.length > 0 && [el('h3', {}, 'Instances'), table('Instances', ['Address', 'State'], system.instances.map(one => [
    one.host, el('span', {class: one.up ? 'up' : 'down'}, one.up ? 'Answers' : 'Does not answer')]))]);
}

function account(system) {
  const it = system.reconciliation;
  if (!it) return panel('Account of all scans', el('p', {class: 'quiet'}, 'The first count is under way.'));
  return panel('Account of all scans',
    el('p', {class: it.balances ? 'up big' : 'down big'}, it.balances ? 'It balances: every scan has exactly one outcome' : 'It does not balance'),
    table('Outcomes', ['Outcome', 'Scans'], [['Diagnosed', words.count(it.diagnosed)], ['Rejected', words.count(it.rejected)],
      ['Dead letters', words.count(it.deadLetters)], ['Sent more than once, answered once', words.count(it.repeated)]]),
    it.unanswered.length > 0 && [el('h3', {}, 'Without an outcome'), table('Scans without an outcome', ['Scan', 'Received', 'Partition', 'Offset'],
      it.unanswered.map(one => [one.scanId, words.time(one.receivedAt), String(one.partition), String(one.offset)]))],
    it.answeredTwice.length > 0 && [el('h3', {}, 'Answered twice'), el('p', {}, it.answeredTwice.join(', '))]);
}

function rejections(system) {
  const kinds = Object.entries(system.rejections).sort((a, b) => b[1] - a[1]);
  return panel('Rejected, by reason', kinds.length === 0 ? el('p', {class: 'quiet'}, 'Nothing was rejected.')
    : table('Rejections by reason', ['Reason', 'Scans'], kinds.map(([reason, number]) => [words.reason(reason), words.count(number)])),
  kinds.length > 0 && el('p', {}, el('a', {href: '/worklist?state=rejected'}, 'See them in the worklist')));
}

/** Shows the system in `view`; returns what ends it. */
export function system(view, {who}) {
  document.title = 'System – Xraystream';
  const mayAct = who.roles.includes('OPERATOR');
  const body = el('div', {class: 'columns'}, el('p', {class: 'quiet'}, 'Fetching …'));
  const places = ['flow', 'now', 'account', 'rejections'].map(() => el('div'));
  const letters = el('section', {class: 'panel whole'});
  const warning = el('p', {class: 'warning', role: 'status'});
  show(view, el('div', {class: 'page', tabindex: 0, role: 'region', 'aria-label': 'System'}, el('h1', {}, 'System'), warning, body));
  const shown = ['', '', '', '', ''];

  async function redrive(letter) {
    const agreed = await ask({title: 'Send this record once more?', action: 'Send once more', lines: [
      'It goes to the topic xray.scans with the same key and the same bytes. If it still is no scan, it comes back here.',
      'A record can be sent once more only once.']});
    if (!agreed) return;
    try {
      await post('/api/dead-letters/' + letter.partition + '/' + letter.offset + '/redrive');
      say(document.getElementById('polite'), 'Sent once more');
    } catch (e) {
      alarm(e.message);
    }
    refresh();
  }

  function deadLetters({letters: known, kept}) {
    show(letters, el('h2', {}, 'Records that were no scan at all (dead letters)'),
      known.length === 0 ? el('p', {class: 'quiet'}, 'None.') : [known.length >= MOST_LETTERS && el('p', {class: 'quiet'}, 'The latest ' + known.length + ' of about ' + words.count(kept) + ':'),
        table('Dead letters', ['At', 'Key', 'Size', 'From', 'Headers', 'Sent once more'], known.map(letter => [words.time(letter.at), letter.key ?? 'none',
          words.count(letter.size) + ' bytes', letter.source ?? 'unknown',
          el('details', {}, el('summary', {}, words.plural(Object.keys(letter.headers).length, 'header')), el('dl', {class: 'details'},
            Object.entries(letter.headers).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))),
          letter.redriven ? words.time(letter.redriven) : mayAct ? el('button', {type: 'button', onclick: () => redrive(letter)}, 'Send once more …') : 'no']))]);
  }

  function put(index, data, make) {
    const now = JSON.stringify(data);
    if (now === shown[index]) return;
    shown[index] = now;
    make();
  }

  async function refresh() {
    try {
      const [state, dead] = await Promise.all([get('/api/system'), get('/api/dead-letters?limit=' + MOST_LETTERS)]);
      say(warning, '');
      if (!body.contains(letters)) show(body, places, letters);
      put(0, state.throughput, () => show(places[0], flow(state)));
      put(1, [state.latency, state.lag, state.health, state.instances], () => show(places[1], now(state)));
      put(2, state.reconciliation ?? 0, () => show(places[2], account(state)));
      put(3, state.rejections, () => show(places[3], rejections(state)));
      put(4, dead, () => deadLetters(dead));
    } catch (e) {
      say(warning, e.message);
    }
  }

  refresh();
  const timer = setInterval(refresh, REFRESH);
  view.focus({preventScroll: true});
  return () => clearInterval(timer);
}
