// Charts by uPlot, in the colours of the page, each with its figures in words for those who do not see it.

import uPlot from './uPlot.js';
import { el } from './dom.js';

const HEIGHT = 220;
const dark = matchMedia('(prefers-color-scheme: dark)');

if (!document.querySelector('link[href="/web/uPlot.css"]')) {
  document.head.append(el('link', {rel: 'stylesheet', href: '/web/uPlot.css'}));
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const WHOLE = [1, 2, 5, 10, 20, 50, 100];
const A_DAY = 86_400;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const PALETTE = ['accent', 'soon', 'good', 'urgent', 'blind'];

/**
 * A chart in a box of its own, drawn anew when the box or the colours change.
 *
 * `series` are {name, values, dashed, points, band: [lower, upper]}; `x` the numbers below, which `below` names, seconds if `time`, from 0 to 1 if `shares`.
 */
export function chart({title, x, series, time = false, range, unit = '', bars = false, below = '', shares = false, told}) {
  const box = el('figure', {class: 'chart', role: 'group', 'aria-label': title + '. ' + (told ?? '')});
  let plot = null;
  const draw = () => {
    const width = box.clientWidth;
    if (width === 0) return;
    plot?.destroy();
    const axis = {stroke: colour('quiet'), grid: {stroke: colour('line'), width: 1}, ticks: {stroke: colour('line'), width: 1}, font: '12px system-ui, sans-serif'};
    const wide = x.at(-1) - x[0] > A_DAY;
    const clock = second => (wide ? DAY : CLOCK).format(second * 1000);
    const lines = [{label: time ? 'Time' : below, value: (u, v) => v === null ? '–' : time ? clock(v) : shares ? say(v) : v}];
    const data = [x];
    const bands = [];
    series.forEach((one, i) => {
      const stroke = colour(PALETTE[i % PALETTE.length]);
      if (one.band) {
        for (const [edge, values] of [['low', one.band[0]], ['high', one.band[1]]]) {
          lines.push({label: one.name + ' ' + edge, stroke: 'transparent', width: 0, points: {show: false}, value: (u, v) => say(v)});
          data.push(values);
        }
        bands.push({series: [lines.length - 1, lines.length - 2], fill: stroke + '33'});
      }
      lines.push({label: one.name, stroke, width: 2, dash: one.dashed ? [6, 4] : undefined, points: {show: one.points ?? x.length < 40, size: shares ? 11 : 6, fill: stroke},
        paths: bars ? uPlot.paths.bars({size: [0.8, 20]}) : undefined, fill: bars ? stroke + '99' : undefined, value: (u, v) => say(v)});
      data.push(one.values);
    });
    const say = value => value === null || value === undefined ? '–' : (unit === '%' ? (value * 100).toFixed(1) + '%' : (Math.round(value * 1000) / 1000) + unit);
    plot = new uPlot({width, height: HEIGHT, series: lines, bands, cursor: {drag: {x: false, y: false}},
      scales: {x: shares ? {time, range: [0, 1.02]} : {time}, y: range ? {range} : {}},
      axes: [time ? {...axis, values: (u, ticks) => ticks.map(clock)} : shares ? {...axis, values: (u, ticks) => ticks.map(tick => Math.round(tick * 100) + '%')} : x.every(Number.isInteger) ? {...axis, incrs: WHOLE} : axis, {...axis, size: 56, values: (u, ticks) => ticks.map(tick => unit === '%' ? Math.round(tick * 1000) / 10 + '%' : tick + unit)}]}, data, box);
  };
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== width) {
      width = box.clientWidth;
      draw();
    }
  }).observe(box);
  const recolour = () => box.isConnected ? draw() : dark.removeEventListener('change', recolour);
  dark.addEventListener('change', recolour);
  return box;
}
