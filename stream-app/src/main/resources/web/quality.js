// How the diagnoses compare with what radiologists found.

import { get } from './api.js';
import { chart } from './charts.js';
import { el, panel, say, show, table } from './dom.js';
import * as words from './words.js';

const REFRESH = 15_000;

/** Sensitivity and specificity over time, each with its 95% interval. */
function overTime(quality) {
  const windows = quality.windows.filter(one => one.sensitivity || one.specificity);
  if (windows.length < 2) return el('p', {class: 'quiet'}, 'Too few labels yet for a course over time.');
  const pick = (name, part) => windows.map(one => one[name]?.[part] ?? null);
  return chart({title: 'Model ' + quality.version + ' by when labels were given', time: true, unit: '%', range: [0, 1.02],
    x: windows.map(one => Date.parse(one.until) / 1000),
    series: [['Sensitivity', 'sensitivity'], ['Specificity', 'specificity']].map(([title, name]) => (
      {name: title, values: pick(name, 'share'), band: [pick(name, 'low'), pick(name, 'high')]})),
    told: 'The latest: sensitivity ' + words.interval(windows.at(-1).sensitivity) + ', specificity ' + words.interval(windows.at(-1).specificity)});
}

function figures(entries) {
  return el('dl', {class: 'figures'}, entries.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

function version(quality) {
  return panel('Model ' + quality.version,
    quality.alarms.map(alarm => el('p', {class: 'down'}, words.alarmKind(alarm.kind) + ': ' + alarm.detail)),
    figures([['Ill children it found (sensitivity)', words.interval(quality.sensitivity)], ['Healthy children it cleared (specificity)', words.interval(quality.specificity)]]),
    el('p', {class: 'quiet small'}, words.plural(quality.scans, 'scan') + ' diagnosed. Where radiologists gave a finding, the model was right or wrong as above (95% intervals in brackets); it left '
      + words.plural(quality.uncertain, 'labelled scan') + ' uncertain, and readers disagree on ' + words.count(quality.disputed) + '. Counted ' + words.time(quality.countedAt) + '.'),
    el('h3', {}, 'By blind reads alone'),
    quality.blind ? figures([['Sensitivity', words.interval(quality.blind.sensitivity)], ['Specificity', words.interval(quality.blind.specificity)]])
      : el('p', {class: 'quiet'}, 'No blind reads yet.'),
    el('h3', {}, 'Over time'), overTime(quality),
    el('h3', {}, 'Have the images or the answers changed?'),
    quality.drift.length === 0 ? el('p', {class: 'quiet'}, 'Too few scans yet to say.')
      : table('Change since training, model ' + quality.version, ['What', 'Before', 'Now', 'Change', 'Alarm from', ''], quality.drift.map(one => [
        words.plain(one.measure), one.reference.toFixed(3), one.recent.toFixed(3), one.stabilityIndex.toFixed(3), one.bound.toFixed(2),
        one.stabilityIndex >= one.bound ? el('span', {class: 'down'}, 'Changed') : el('span', {class: 'up'}, 'As before')])));
}

/** Shows the quality in `view`; returns what ends it. */
export function quality(view) {
  document.title = 'Quality – Xraystream';
  const body = el('div', {class: 'columns'}, el('p', {class: 'quiet'}, 'Fetching …'));
  const warning = el('p', {class: 'warning', role: 'status'});
  show(view, el('div', {class: 'page', tabindex: 0, role: 'region', 'aria-label': 'Quality'}, el('h1', {}, 'Quality on live scans'), warning, body));
  let before = '';
  const ask = async () => {
    try {
      const models = await get('/api/models');
      say(warning, '');
      const now = JSON.stringify(models.quality);
      if (now === before) return;
      before = now;
      const order = [...models.quality].sort((a, b) => (b.version === models.champion) - (a.version === models.champion) || b.scans - a.scans);
      show(body, order.length === 0 ? panel('Nothing to compare yet', el('p', {}, 'Once radiologists have labelled scans, this page shows how often each model was right, with 95% intervals.'))
        : order.map(version));
    } catch (e) {
      say(warning, e.message);
    }
  };
  ask();
  const timer = setInterval(ask, REFRESH);
  view.focus({preventScroll: true});
  return () => clearInterval(timer);
}
