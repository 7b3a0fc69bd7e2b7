// The shell: who is signed in, which view is shown, whether the page is live.

import { post, session } from './api.js';
import { alarm, el, say, show } from './dom.js';
import { live } from './live.js';
import { keysSwitchedOn, switchKeys } from './keys.js';
import { worklist } from './worklist.js';

const LATER = {
  '/reading': async () => (await import('./reading.js')).reading,
  '/models': async () => (await import('./models.js')).models,
  '/quality': async () => (await import('./quality.js')).quality,
  '/system': async () => (await import('./system.js')).system,
};
const LIVE = {connecting: 'Connecting', live: 'Live', lost: 'Connection lost, trying again'};
const KEYS = [
  ['Worklist', [['↑ ↓', 'previous, next scan'], ['Page up, Page down, Home, End', 'further'], ['Enter', 'read the scan']]],
  ['Moving', [['J or →', 'next scan'], ['K or ←', 'previous scan'], ['E', 'another scan of the child beside it']]],
  ['Your finding', [['N', 'normal'], ['B', 'bacterial pneumonia'], ['V', 'viral pneumonia'], ['P', 'pneumonia, kind unknown'], ['C', 'cannot tell'],
    ['U', 'undo, for ten seconds'], ['T', 'write a comment'], ['Esc', 'leave the comment; back to the worklist']]],
  ['Image', [['Drag', 'left and right: contrast; up and down: brightness'], ['Shift and drag, middle button', 'move the image'], ['Wheel, + −', 'zoom'],
    ['Shift and arrows', 'move the image'], ['[ ]', 'darker, brighter'], ['< >', 'less, more contrast'], ['I', 'invert'], ['O', "model's map on, off"], ['1', 'one pixel to one pixel'], ['0 or R', 'reset']]],
];

const view = document.getElementById('view');
let end = () => {};
let turn = 0;
let who = {name: '', roles: []};

async function route() {
  const mine = ++turn;
  const path = location.pathname === '/' ? '/worklist' : location.pathname;
  const query = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.pathname === path || (path === '/reading' && link.pathname === '/worklist');
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const start = LATER[path] ? await LATER[path]() : worklist;
  if (mine !== turn) return;
  end();
  view.dataset.view = path.slice(1);
  end = start(view, {query, go, who}) ?? (() => {});
}

/** Shows another view. */
export function go(address, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  route();
}

function showKeys() {
  const dialog = el('dialog', {'aria-labelledby': 'keys-title', class: 'wide'}, el('form', {method: 'dialog'},
    el('h2', {id: 'keys-title'}, 'Keys'),
    el('div', {class: 'keys'}, KEYS.map(([title, keys]) => el('section', {}, el('h3', {}, title),
      el('dl', {}, keys.map(([key, does]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, does))))))),
    el('p', {}, el('label', {class: 'switch'}, el('input', {type: 'checkbox', checked: keysSwitchedOn(), onchange: event => switchKeys(event.target.checked)}),
      ' Single letters do something (turn off if you dictate or use a speech program)')),
    el('p', {class: 'buttons'}, el('button', {class: 'primary'}, 'Close'))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener('click', event => {
  const link = event.target.closest('a');
  if (!link || link.origin !== location.origin || link.classList.contains('skip') || link.target || link.hasAttribute('download')
    || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.pathname + link.search);
});
document.addEventListener('keydown', event => {
  if (event.key === '?' && keysSwitchedOn() && !event.target.closest('textarea, input, select, dialog')) showKeys();
});
window.addEventListener('popstate', route);
document.getElementById('keys').addEventListener('click', showKeys);

const light = document.getElementById('live');
function lit(state) {
  light.dataset.state = state;
  say(light, LIVE[state]);
}
live.addEventListener('state', event => lit(event.detail));
let champion = null;
live.addEventListener('model', event => {
  const model = event.detail;
  say(document.getElementById('model'), 'Model ' + model.champion);
  if (champion !== null && champion !== model.champion) {
    say(document.getElementById('polite'), 'The model in force is now ' + model.champion);
  }
  champion = model.champion;
});

const out = document.getElementById('sign-out');
out.addEventListener('click', async () => {
  try {
    location.assign((await post('/sign-out')).next);
  } catch (e) {
    alarm('You are still signed in: ' + e.message);
  }
});

const secret = document.getElementById('password');
secret.addEventListener('click', async () => (await import('./password.js')).password(who.name));

try {
  who = await session();
  say(document.getElementById('who'), who.name);
  out.hidden = !who.csrfToken;
  secret.hidden = !who.keepsPassword;
} catch (e) {
  alarm(e.message + ' ', el('button', {type: 'button', onclick: () => location.reload()}, 'Try again'));
}
if (location.pathname === '/reading' || location.pathname === '/worklist' || location.pathname === '/') {
  // These fetch the list first and listen from there, so that nothing is missed.
} else {
  live.start();
}
route();
