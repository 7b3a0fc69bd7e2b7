// Which model is in force, which one waits, how each of them came to be, and what an operator may do about it.

import { get, modelPath, post } from './api.js';
import { chart } from './charts.js';
import { alarm, ask, el, panel, say, show, table } from './dom.js';
import { live } from './live.js';
import * as words from './words.js';

const REFRESH = 10_000;
const DURING_RECALL = 1_000;
const SETS = {HELD_OUT: 'Children kept out of training', RECENT: 'Recent scans of this hospital', BLIND: 'Blind reads', REFERENCE: 'Fixed reference set'};
const link = version => el('a', {href: '/models?version=' + encodeURIComponent(version)}, version);
const number = value => (Math.round(value * 1000) / 1000).toFixed(3);

function comparisons(release) {
  if (release.comparisons.length === 0) return null;
  return table('How ' + release.version + ' compares with ' + (release.challenged ?? 'the champion'),
    ['Compared on', 'Measure', 'Champion', 'Challenger', 'Difference (95% interval)', 'Scans'], release.comparisons.map(one => [
      SETS[one.set] ?? words.plain(one.set), words.score(one.score), number(one.champion), number(one.challenger),
      (one.challenger - one.champion >= 0 ? '+' : '') + number(one.challenger - one.champion) + ' (' + number(one.low) + ' to ' + number(one.high) + ')', words.count(one.cases)]));
}

/** Operating points of all versions in the plane of a ROC curve, from live labels. */
function plane(models) {
  const known = models.quality.filter(one => one.sensitivity && one.specificity)
    .map(one => ({...one, alarms: 1 - one.specificity.share})).sort((a, b) => a.alarms - b.alarms);
  if (known.length === 0) return el('p', {class: 'quiet'}, 'No version has both ill and healthy labelled children yet.');
  return [el('p', {class: 'quiet small'}, 'Up: ill children found. Right: healthy children called ill. Higher and further left is better.'), chart({title: 'Ill children found against healthy children called ill', x: known.map(one => one.alarms), shares: true, unit: '%', below: 'Healthy children called ill', range: [0, 1.02],
    series: known.map(one => ({name: one.version, values: known.map(other => other === one ? one.sensitivity.share : null), points: true}))}),
  table('Live quality by version', ['Version', 'Sensitivity', 'Specificity', 'Scans diagnosed'], known.map(one => [
    one.version, words.interval(one.sensitivity), words.interval(one.specificity), words.count(one.scans)]))];
}

const MAIN = ['auc', 'sensitivity', 'specificity', 'undecided'];

function scores(known) {
  const names = Object.keys(known);
  if (names.length === 0) return el('p', {class: 'quiet'}, 'No scores are known.');
  const rest = names.filter(name => !MAIN.includes(name));
  return [el('dl', {class: 'figures'}, MAIN.filter(name => name in known).map(name => el('div', {}, el('dt', {}, words.score(name)), el('dd', {}, number(known[name]))))),
    el('details', {}, el('summary', {}, 'All scores'), table('All scores', ['Score', 'Value'], rest.map(name => [words.score(name), number(known[name])])))];
}

/** The card of one model. */
async function cardOf(place, version) {
  show(place, el('p', {class: 'quiet'}, 'Fetching …'));
  try {
    const card = await get(modelPath(version));
    const curves = card.curve ? Object.entries(card.curve).filter(([name]) => name !== 'epoch') : [];
    const course = (title, wanted, unit) => {
      const lines = curves.filter(([name]) => wanted(name));
      return lines.length > 0 && [el('h3', {}, title), chart({title, x: card.curve.epoch ?? lines[0][1].map((_, i) => i + 1), unit, below: 'Epoch',
        series: lines.map(([name, values]) => ({name: words.plain(name), values, dashed: name.startsWith('training'), points: false})),
        told: lines.map(([name, values]) => words.plain(name) + ' ends at ' + number(values.at(-1))).join(', ')})];
    };
    const roc = card.roc && [el('h3', {}, 'ROC curve on children kept out of training'), chart({title: 'ROC curve', x: card.roc.false_alarm_rate, shares: true, unit: '%', below: 'Healthy children called ill', range: [0, 1.02],
      series: [{name: 'Ill children found', values: card.roc.sensitivity, points: false}], told: 'Area under the curve ' + number(card.scores.auc)})];
    const entry = (name, value) => [el('dt', {}, name), el('dd', {}, value)];
    show(place, panel('Card of model ' + card.version,
      el('p', {}, 'Trained ' + words.time(card.trainedAt) + ' on ' + words.plural(card.trainedOn, 'radiograph') + ', tried on ' + words.count(card.heldOut) + ' of other children.'),
      el('p', {}, 'A probability of pneumonia below ' + words.percent(card.thresholds.normalBelow) + ' counts as normal, from ' + words.percent(card.thresholds.pneumoniaFrom) + ' as pneumonia, between as uncertain.'),
      el('h3', {}, 'Scores on children kept out of training'), scores(card.scores), roc,
      course('Loss in training', name => name.includes('loss')), course('Accuracy in training', name => name.includes('accuracy'), '%'),
      el('details', {}, el('summary', {}, 'How it was made'), el('dl', {class: 'details'}, entry('Started from', card.startedFrom), entry('Split', card.split), entry('Seed', card.seed),
        entry('Code', card.codeVersion), entry('Preprocessing', card.preprocessing), entry('SHA-256', card.sha256),
        Object.entries(card.hyperparameters).map(([name, value]) => entry(words.plain(name), value))))));
  } catch (e) {
    show(place, panel('Card of model ' + version, el('p', {class: 'warning'}, e.message)));
  }
}

/** Shows the models in `view`; returns what ends it. */
export function models(view, {query, who}) {
  document.title = 'Models – Xraystream';
  const mayAct = who.roles.includes('OPERATOR');
  const body = el('div', {class: 'columns'}, el('p', {class: 'quiet'}, 'Fetching …'));
  const card = el('div');
  const warning = el('p', {class: 'warning', role: 'status'});
  show(view, el('div', {class: 'page', tabindex: 0, role: 'region', 'aria-label': 'Models'}, el('h1', {}, 'Models'), warning, body));
  let before = '';
  let cardShown = null;
  let soon = 0;

  async function act(question, deed, done) {
    const agreed = await ask(question);
    if (!agreed) return;
    try {
      await deed(agreed);
      say(document.getElementById('polite'), done);
    } catch (e) {
      alarm(e.message);
    }
    refresh();
  }

  const approve = (release, known) => act({title: 'Make ' + release.version + ' the champion?', action: 'Approve', lines: [
    'From now on ' + release.version + ' gives every new diagnosis, in place of ' + known.champion + ', at every instance, while scans go on flowing.',
    'Diagnoses already given stay as they are. You can go back to ' + known.champion + ' at any time.',
    'Your name is kept with the release.']}, () => post(modelPath(release.version, '/approval')), release.version + ' is approved');
  const rollback = known => act({title: 'Go back to ' + known.rollbackTo + '?', action: 'Roll back', danger: true, field: 'Why? It is kept with the release.', lines: [
    'From now on ' + known.rollbackTo + ' gives every new diagnosis again, in place of ' + known.champion + '.',
    'Diagnoses that ' + known.champion + ' has given stay as they are; to have them read anew, recall it afterwards.']},
  ({text}) => post('/api/models/rollback', {reason: text}), 'Rolled back');
  const recall = (version, known) => act({title: 'Recall every diagnosis of ' + version + '?', action: 'Recall', danger: true, lines: [
    'Every scan that ' + version + ' has diagnosed is read anew by ' + known.champion + '. Each gets an amended diagnosis that replaces the old one and says so.',
    'Scans that are no longer kept are left to a person. It goes on in the background; new scans are not held up.',
    'This cannot be undone.']}, () => post(modelPath(version, '/recall')), 'The recall has begun');

  function champion(known) {
    const release = known.releases.find(one => one.version === known.champion && one.slot === 'CHAMPION');
    const quality = known.quality.find(one => one.version === known.champion);
    return panel('Champion: gives the diagnoses', el('p', {class: 'big'}, link(known.champion)),
      release ? el('p', {class: 'quiet'}, 'Since ' + words.time(release.releasedAt) + ', released by ' + release.releasedBy) : el('p', {class: 'quiet'}, known.champion === known.shipped ? 'Came with the software' : ''),
      quality && el('p', {}, 'On live scans: sensitivity ' + words.interval(quality.sensitivity) + ', specificity ' + words.interval(quality.specificity)),
      mayAct && known.rollbackTo && el('p', {class: 'buttons'}, el('button', {type: 'button', class: 'danger', onclick: () => rollback(known)}, 'Roll back to ' + known.rollbackTo + ' …')));
  }

  function shadow(known) {
    const waiting = known.releases.find(one => one.awaitsApproval);
    return panel('Shadow: reads along, decides nothing', known.shadow ? el('p', {class: 'big'}, link(known.shadow)) : el('p', {class: 'quiet'}, 'None'),
      waiting && [el('p', {}, waiting.version + ' may become champion as soon as an operator approves it.'), waiting.reason && el('p', {}, waiting.reason), comparisons(waiting),
        mayAct && el('p', {class: 'buttons'}, el('button', {type: 'button', class: 'primary', onclick: () => approve(waiting, known)}, 'Approve ' + waiting.version + ' …'))]);
  }

  function recalled({recall: it}) {
    if (!it) return null;
    const result = it.result;
    return panel('Recall of ' + it.version, el('p', {role: 'status'}, it.running ? 'Under way' + (it.left === null ? '' : ': ' + words.plural(it.left, 'diagnosis', 'diagnoses') + ' left')
      : it.failure ? 'Stopped: ' + it.failure : 'Done: of ' + words.count(result?.listed ?? 0) + ' diagnoses ' + words.count(result?.readAgain ?? 0) + ' read again, '
        + words.count(result?.changed ?? 0) + ' changed, ' + words.count(result?.leftToAPerson ?? 0) + ' left to a person, ' + words.count(result?.amendedBefore ?? 0) + ' replaced before.'));
  }

  function history(known) {
    const recallable = new Set(known.releases.filter(one => one.slot === 'CHAMPION' && one.version !== known.champion).map(one => one.version));
    if (known.shipped !== known.champion) recallable.add(known.shipped);
    return el('section', {class: 'panel whole'}, el('h2', {}, 'History'),
      known.releases.length === 0 && el('p', {class: 'quiet'}, 'Nothing was released yet; the model that came with the software serves.'),
      known.releases.map(one => el('article', {class: 'release', 'aria-label': 'Release of ' + one.version},
        el('p', {class: 'head'}, el('b', {}, link(one.version)), el('span', {class: 'tag ' + (one.slot === 'CHAMPION' ? 'soon' : 'routine')}, one.slot === 'CHAMPION' ? 'Champion' : 'Shadow'),
          one.inForce && el('span', {class: 'tag routine'}, 'in force'), one.awaitsApproval && el('span', {class: 'tag blind'}, 'waits for approval'),
          el('span', {class: 'quiet'}, words.time(one.releasedAt) + ', by ' + one.releasedBy + (one.trainedOn ? ', learned from ' + words.plural(one.trainedOn, 'more labelled scan') : ''))),
        one.reason && el('p', {}, one.reason), comparisons(one))),
      mayAct && recallable.size > 0 && [el('h3', {}, 'Take back what an earlier model said'), el('p', {class: 'buttons'}, [...recallable].map(version =>
        el('button', {type: 'button', class: 'danger', disabled: Boolean(known.recall?.running), onclick: () => recall(version, known)}, 'Recall ' + version + ' …')))]);
  }

  async function refresh() {
    try {
      const known = await get('/api/models');
      say(warning, '');
      clearTimeout(soon);
      if (known.recall?.running && body.isConnected) soon = setTimeout(refresh, DURING_RECALL);
      const wanted = query.get('version') ?? known.champion;
      if (cardShown !== wanted) {
        cardShown = wanted;
        cardOf(card, wanted);
      }
      const now = JSON.stringify(known);
      if (now === before || document.querySelector('dialog[open]')) return;
      before = now;
      const focused = document.activeElement?.closest('.page button, .page a')?.textContent;
      show(body, el('div', {class: 'stack'}, champion(known), shadow(known), recalled(known), panel('Live quality of each version', plane(known))), card, history(known));
      if (focused) [...view.querySelectorAll('button, a')].find(one => one.textContent === focused)?.focus();
    } catch (e) {
      say(warning, e.message);
    }
  }

  refresh();
  const timer = setInterval(refresh, REFRESH);
  live.addEventListener('model', refresh);
  view.focus({preventScroll: true});
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    live.removeEventListener('model', refresh);
  };
}
