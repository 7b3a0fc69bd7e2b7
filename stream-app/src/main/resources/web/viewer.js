// The radiograph on a canvas: zoom, move, window and level, invert, and the model's map over it.
//
// Window and level are in grey levels of 0 to 255. They are laid on the canvas as an SVG filter, which the browser
// computes in one step on what is in sight, so that dragging stays smooth on the largest radiograph.

import { el, svg, say } from './dom.js';

const WHOLE = {width: 255, level: 127.5};
const LARGEST_ZOOM = 16;
const PER_PIXEL = 0.6;
const MAP_EDGE = 256;

/** From nothing through red to yellow, where the evidence is; weak evidence is not shown. */
function heat(value) {
  const strength = Math.max(0, (value - 0.4) / 0.6);
  return [Math.min(255, 140 + strength * 200), Math.max(0, (strength - 0.25) * 300), 0, 255 * strength];
}

/** Turns the grey map of the API into colours whose strength is the evidence. */
export async function coloured(blob) {
  const map = await createImageBitmap(blob, {resizeWidth: MAP_EDGE, resizeHeight: MAP_EDGE, resizeQuality: 'high'});
  const canvas = new OffscreenCanvas(MAP_EDGE, MAP_EDGE);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.drawImage(map, 0, 0);
  const pixels = context.getImageData(0, 0, MAP_EDGE, MAP_EDGE);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const colour = heat(pixels.data[i] / 255);
    for (let j = 0; j < 4; j++) pixels.data[i + j] = colour[j];
  }
  context.putImageData(pixels, 0, 0);
  map.close();
  return canvas;
}

export class Viewer {
  #bitmap = null;
  #map = null;
  #zoom = 1;
  #x = 0;
  #y = 0;
  #fitted = true;
  #frame = 0;
  #pointers = new Map();
  #ends = [];
  window = {...WHOLE};
  inverted = false;
  mapShown = true;
  mapOpacity = 0.35;
  tool = 'window';
  shown = null;

  /** `name` tells several on one page apart. */
  constructor(name) {
    this.slope = ['R', 'G', 'B'].map(channel => svg('feFunc' + channel, {type: 'linear', slope: 1, intercept: 0}));
    this.filter = svg('svg', {class: 'unseen', 'aria-hidden': 'true', width: 0, height: 0},
      svg('filter', {id: 'grey-levels-' + name, 'color-interpolation-filters': 'sRGB', x: 0, y: 0, width: 1, height: 1},
        svg('feComponentTransfer', {}, this.slope)));
    this.canvas = el('canvas', {class: 'image', role: 'img', 'aria-label': 'Radiograph'});
    this.overlay = el('canvas', {class: 'map', 'aria-hidden': 'true'});
    this.levels = el('p', {class: 'quiet small'});
    this.scale = el('p', {class: 'quiet small'});
    this.word = el('p', {class: 'word', role: 'status'});
    this.element = el('div', {class: 'viewer'}, this.filter, this.canvas, this.overlay, this.word);
    this.canvas.style.filter = 'url(#grey-levels-' + name + ')';
    this.#listen();
    const size = new ResizeObserver(() => this.#resize());
    size.observe(this.element);
    this.#ends.push(() => size.disconnect());
    this.#grey();
  }

  /** Shows a radiograph, or nothing with a word why. Window and zoom begin anew with each scan. */
  show(scanId, bitmap, word = '') {
    const again = this.shown === scanId && this.#bitmap;
    if (this.shown !== scanId) this.#map = null;
    this.shown = scanId;
    this.#bitmap = bitmap;
    say(this.word, word);
    if (!again) this.reset();
    this.#drawNow();
  }

  /** Lays the model's map over the radiograph; null takes it away. */
  lay(map) {
    this.#map = map;
    this.#draw();
  }

  reset() {
    this.window = {...WHOLE};
    this.inverted = false;
    this.#grey();
    this.fit();
  }

  fit() {
    this.#fitted = true;
    this.#place();
    this.#draw();
  }

  #place() {
    if (!this.#fitted || !this.#bitmap || this.canvas.width === 0) return;
    const {width, height} = this.canvas;
    this.#zoom = Math.min(width / this.#bitmap.width, height / this.#bitmap.height);
    this.#x = (width - this.#bitmap.width * this.#zoom) / 2;
    this.#y = (height - this.#bitmap.height * this.#zoom) / 2;
  }

  get #ratio() {
    return window.devicePixelRatio || 1;
  }

  /** Zooms by a factor about a point of the canvas, else its middle. */
  zoomBy(factor, x = this.canvas.width / 2, y = this.canvas.height / 2) {
    if (!this.#bitmap) return;
    const least = Math.min(this.canvas.width / this.#bitmap.width, this.canvas.height / this.#bitmap.height) / 2;
    const zoom = Math.max(least, Math.min(LARGEST_ZOOM, this.#zoom * factor));
    this.#x = x - (x - this.#x) * zoom / this.#zoom;
    this.#y = y - (y - this.#y) * zoom / this.#zoom;
    this.#zoom = zoom;
    this.#fitted = false;
    this.#draw();
  }

  oneToOne() {
    this.zoomBy(1 / this.#zoom);
  }

  moveBy(x, y) {
    this.#x += x * this.#ratio;
    this.#y += y * this.#ratio;
    this.#fitted = false;
    this.#draw();
  }

  /** Wider is less contrast; a higher level is darker. */
  levelBy(width, level) {
    this.window.width = Math.max(2, Math.min(510, this.window.width + width));
    this.window.level = Math.max(0, Math.min(255, this.window.level + level));
    this.#grey();
  }

  invert() {
    this.inverted = !this.inverted;
    this.#grey();
  }

  #grey() {
    const low = this.window.level - this.window.width / 2;
    let slope = 255 / this.window.width;
    let intercept = -low / this.window.width;
    if (this.inverted) {
      slope = -slope;
      intercept = 1 - intercept;
    }
    for (const channel of this.slope) {
      channel.setAttribute('slope', slope.toFixed(4));
      channel.setAttribute('intercept', intercept.toFixed(4));
    }
    say(this.levels, 'Window ' + Math.round(this.window.width) + '  Level ' + Math.round(this.window.level) + (this.inverted ? '  inverted' : ''));
    this.element.dataset.window = Math.round(this.window.width);
    this.element.dataset.inverted = this.inverted;
  }

  #resize() {
    const box = this.element.getBoundingClientRect();
    const width = Math.round(box.width * this.#ratio);
    const height = Math.round(box.height * this.#ratio);
    if (width === this.canvas.width && height === this.canvas.height) return;
    for (const canvas of [this.canvas, this.overlay]) {
      canvas.width = width;
      canvas.height = height;
    }
    this.#place();
    this.#drawNow();
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const onImage = this.canvas.getContext('2d');
    const onMap = this.overlay.getContext('2d');
    for (const context of [onImage, onMap]) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
    this.overlay.style.opacity = this.mapOpacity;
    this.element.dataset.scan = this.#bitmap ? this.shown : '';
    this.element.dataset.map = Boolean(this.#map && this.mapShown);
    if (!this.#bitmap) {
      say(this.scale, '');
      return;
    }
    const {width, height} = this.#bitmap;
    const place = [this.#x, this.#y, width * this.#zoom, height * this.#zoom];
    onImage.imageSmoothingEnabled = this.#zoom < 3;
    onImage.imageSmoothingQuality = 'high';
    onImage.drawImage(this.#bitmap, ...place);
    if (this.#map && this.mapShown) {
      onMap.imageSmoothingQuality = 'high';
      onMap.drawImage(this.#map, ...place);
    }
    say(this.scale, width + ' × ' + height + '  ' + Math.round(this.#zoom * 100) + '%');
    this.element.dataset.zoom = this.#zoom.toFixed(3);
  }

  #listen() {
    const element = this.element;
    element.addEventListener('wheel', event => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), (event.clientX - box.left) * this.#ratio, (event.clientY - box.top) * this.#ratio);
    }, {passive: false});
    element.addEventListener('contextmenu', event => event.preventDefault());
    element.addEventListener('dblclick', () => this.fit());
    element.addEventListener('pointerdown', event => {
      element.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, {x: event.clientX, y: event.clientY, moves: this.tool === 'move' || event.shiftKey || event.button !== 0});
      if (event.button === 1) event.preventDefault();
    });
    element.addEventListener('pointermove', event => this.#dragged(event));
    for (const name of ['pointerup', 'pointercancel']) element.addEventListener(name, event => this.#pointers.delete(event.pointerId));
  }

  #dragged(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const [x, y] = [event.clientX - before.x, event.clientY - before.y];
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const distance = point => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      const box = this.element.getBoundingClientRect();
      const now = {x: event.clientX, y: event.clientY};
      this.zoomBy(distance(now) / distance(before), ((now.x + other.x) / 2 - box.left) * this.#ratio, ((now.y + other.y) / 2 - box.top) * this.#ratio);
      this.moveBy(x / 2, y / 2);
    } else if (before.moves) {
      this.moveBy(x, y);
    } else {
      this.levelBy(x * PER_PIXEL, -y * PER_PIXEL);
    }
    before.x = event.clientX;
    before.y = event.clientY;
  }

  setMap(shown, opacity = this.mapOpacity) {
    this.mapShown = shown;
    this.mapOpacity = opacity;
    this.#draw();
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#ends.forEach(end => end());
  }
}
