// What a model said of a scan, drawn.

import { el, svg } from './dom.js';
import * as words from './words.js';

const WIDTH = 320;

/** The probability of pneumonia on a scale that shows where the model counts itself uncertain. */
function scale(share, thresholds) {
  const x = value => value * WIDTH;
  const from = thresholds?.normalBelow ?? 0;
  const to = thresholds?.pneumoniaFrom ?? 1;
  const told = 'Probability of pneumonia ' + words.percent(share)
    + (thresholds ? '. Below ' + words.percent(from) + ' counts as normal, from ' + words.percent(to) + ' as pneumonia, between as uncertain.' : '');
  const zone = (name, start, end) => svg('rect', {class: 'zone ' + name, x: x(start), y: 8, width: Math.max(0, x(end) - x(start)), height: 12});
  const at = Math.max(2, Math.min(WIDTH - 2, x(share)));
  return svg('svg', {class: 'scale', viewBox: '0 0 ' + WIDTH + ' 40', role: 'img', 'aria-label': told},
    thresholds ? [zone('normal', 0, from), zone('uncertain', from, to), zone('pneumonia', to, 1)] : zone('unknown', 0, 1),
    svg('rect', {class: 'marker', x: at - 2, y: 3, width: 4, height: 22, rx: 1}),
    svg('text', {x: 0, y: 36}, 'normal'),
    thresholds && svg('text', {x: Math.max(104, Math.min(192, x((from + to) / 2))), y: 36, 'text-anchor': 'middle'}, 'uncertain ' + words.percent(from) + '–' + words.percent(to)),
    svg('text', {x: WIDTH, y: 36, 'text-anchor': 'end'}, 'pneumonia'));
}

function bar(name, share) {
  return el('div', {class: 'chance'}, el('span', {}, name),
    svg('svg', {viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
      svg('rect', {class: 'track', width: 100, height: 6}), svg('rect', {class: 'value', width: share * 100, height: 6})),
    el('span', {class: 'number'}, words.percent(share)));
}

/** The opinion that stands. */
export function opinionBox(opinion, card) {
  const {probabilities} = opinion;
  const share = words.pneumonia(probabilities);
  return [
    el('p', {class: 'verdict says-' + opinion.finding.toLowerCase()}, words.finding(opinion.finding),
      el('span', {class: 'quiet'}, ' probability of pneumonia ' + words.percent(share))),
    scale(share, card?.thresholds),
    el('div', {class: 'chances'}, bar('Normal', probabilities.normal), bar('Bacterial', probabilities.bacterial), bar('Viral', probabilities.viral)),
    opinion.flags.length > 0 && el('ul', {class: 'flags', 'aria-label': 'Remarks on quality'}, opinion.flags.map(flag => el('li', {}, words.flag(flag)))),
    el('p', {class: 'quiet small'}, opinion.status === 'AMENDED' ? 'Amended' : 'Preliminary', ', by model ',
      el('a', {href: '/models?version=' + encodeURIComponent(opinion.modelVersion)}, opinion.modelVersion), ', ' + words.time(opinion.decidedAt)),
  ];
}
