// Fetches scans before they are looked at, so that the next one is there at once.

import { get, modelPath, picture, scanPath } from './api.js';
import { coloured } from './viewer.js';

const KEPT = 4;
const kept = new Map();
const cards = new Map();

async function image(scanId) {
  const {blob, whole} = await picture(scanPath(scanId, '/image'));
  return {bitmap: await createImageBitmap(blob), whole};
}

const failing = promise => promise.then(value => ({value}), failure => ({failure}));

/** What is known of a scan and its picture, each as a promise of {value} or {failure}. */
function fetched(scanId) {
  const scan = failing(get(scanPath(scanId)));
  return {scanId, scan, image: failing(image(scanId)), map: null};
}

/** The scan, fetched now unless that was done before. */
export function scanAhead(scanId) {
  const entry = kept.get(scanId) ?? fetched(scanId);
  kept.delete(scanId);
  kept.set(scanId, entry);
  for (const [old, dropped] of kept) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
    dropped.image.then(({value}) => setTimeout(() => value?.bitmap.close(), 5_000));
  }
  entry.image.then(({failure}) => failure && kept.delete(scanId));
  return entry;
}

/** Whether a scan was fetched already. */
export const isAhead = scanId => kept.has(scanId);

/** Asks anew what is known of a scan, keeping its picture. */
export function again(scanId) {
  const entry = scanAhead(scanId);
  entry.scan = failing(get(scanPath(scanId)));
  return entry;
}

/** The model's map of a scan, if the opinion is not hidden; null where there is none. */
export function mapOf(entry, diagnosisId) {
  if (entry.map?.diagnosisId !== diagnosisId) {
    entry.map = {diagnosisId, map: picture(scanPath(entry.scanId, '/overlay')).then(({blob}) => coloured(blob)).catch(() => null)};
  }
  return entry.map.map;
}

/** A model's card, fetched once. */
export function card(version) {
  if (!cards.has(version)) {
    cards.set(version, get(modelPath(version)).catch(() => {
      cards.delete(version);
      return null;
    }));
  }
  return cards.get(version);
}
