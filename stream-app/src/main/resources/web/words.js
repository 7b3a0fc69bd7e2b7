// Says in plain words what the API says in names.

const LONGEST_ID = 14;
const FINDINGS = {NORMAL: 'Normal', PNEUMONIA: 'Pneumonia', UNCERTAIN: 'Uncertain'};
const LABELS = {
  NORMAL: 'Normal', BACTERIAL_PNEUMONIA: 'Bacterial pneumonia', VIRAL_PNEUMONIA: 'Viral pneumonia',
  PNEUMONIA: 'Pneumonia, kind unknown', CANNOT_TELL: 'Cannot tell',
};
const STATES = {'waiting': 'Waiting', 'second-reader': 'Second reader', 'read': 'Read', 'rejected': 'Rejected'};
const PRIORITIES = {URGENT: 'Urgent', SOON: 'Soon', ROUTINE: 'Routine'};
const FLAGS = {
  OUTSIDE_INTENDED_USE: 'Outside the ages the model is made for', AGE_UNKNOWN: 'Age of the child unknown',
  VIEW_UNKNOWN: 'View unknown', LOW_RESOLUTION: 'Low resolution', LOW_CONTRAST: 'Low contrast',
  UNUSUAL_IMAGE: 'Unlike the images the model knows', RECALLED: 'Read anew after a model was recalled', OTHER: 'Other remark',
};
const SHORT_FLAGS = {
  OUTSIDE_INTENDED_USE: 'Outside ages', AGE_UNKNOWN: 'Age unknown', VIEW_UNKNOWN: 'View unknown', LOW_RESOLUTION: 'Low resolution',
  LOW_CONTRAST: 'Low contrast', UNUSUAL_IMAGE: 'Unusual image', RECALLED: 'Read anew', OTHER: 'Remark',
};
const REASONS = {
  INCOMPLETE_SCAN: 'Details are missing', KEY_MISMATCH: 'Key and scan do not match', CONFLICTING_CONTENT: 'Same number, other content',
  PAYLOAD_UNAVAILABLE: 'Image could not be fetched', UNREADABLE: 'Image cannot be read', UNSUPPORTED_FORMAT: 'Image format not supported',
  TOO_SMALL: 'Image too small', TOO_LARGE: 'Image too large', BLANK: 'Image is blank', NOT_A_CHEST_RADIOGRAPH: 'Not a chest radiograph',
  WRONG_BODY_PART: 'Another part of the body', WRONG_VIEW: 'View not supported', OTHER: 'Other reason',
};
export const SEXES = {FEMALE: 'girl', MALE: 'boy', OTHER: 'other sex', UNKNOWN: 'unknown'};
const VIEWS = {PA: 'PA', AP: 'AP', LATERAL: 'Lateral', OTHER: 'Other view', UNKNOWN: 'View unknown'};
const SCORES = {
  accuracy: 'Right, of all', accuracyOfThree: 'Right, of normal, bacterial, viral', auc: 'Area under the ROC curve', bacterialAgainstViralAuc: 'Bacterial against viral, area',
  calibrationError: 'Error of the probabilities', sensitivity: 'Sensitivity', specificity: 'Specificity', npv: 'Normal is right', ppv: 'Pneumonia is right', f1: 'F1',
  logLoss: 'Log loss', logLossOfThree: 'Log loss of three', undecided: 'Left uncertain',
};
const ALARMS = {
  INPUT_DRIFT: 'Images have changed', OUTPUT_DRIFT: 'Answers have changed', LOW_SENSITIVITY: 'Misses too many ill children',
  WORSE_THAN_PREDECESSOR: 'Worse than the model before', OTHER: 'Alarm',
};

/** A name nobody translated, made readable. */
const plain = name => {
  const words = String(name).toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const from = names => name => names[name] ?? plain(name);

export const finding = from(FINDINGS);
export const labelFinding = from(LABELS);
export const state = from(STATES);
export const priority = from(PRIORITIES);
export const flag = from(FLAGS);
export const shortFlag = from(SHORT_FLAGS);
export const reason = from(REASONS);
export const view = from(VIEWS);
export const alarmKind = from(ALARMS);
export { plain };

/** The name of a score; those of the cases that were not left uncertain begin with `decided.`. */
export const score = name => name.startsWith('decided.') ? score(name.slice(8)) + ', where decided'
  : SCORES[name] ?? plain(name.replace(/([a-z])([A-Z])/g, '$1 $2'));

/** Months as a physician says them. */
export function age(months) {
  if (months === null) return 'age unknown';
  if (months < 24) return plural(months, 'month');
  const rest = months % 12;
  return Math.floor(months / 12) + ' y' + (rest ? ' ' + rest + ' m' : '');
}

/** Age and, if known, sex. */
export const child = row => age(row.ageMonths) + (row.sex === 'UNKNOWN' ? '' : ', ' + (SEXES[row.sex] ?? plain(row.sex)));

/** The accession number, else the end of the scan's id, which tells it best from others. */
export function number(row) {
  if (row.accessionNumber) return row.accessionNumber;
  return row.scanId.length > LONGEST_ID ? '… ' + row.scanId.slice(-LONGEST_ID) : row.scanId;
}

/** Seconds, coarse. */
export function duration(seconds) {
  if (seconds < 60) return Math.max(0, Math.floor(seconds)) + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  if (seconds < 86_400) return Math.floor(seconds / 3600) + ' h ' + Math.floor(seconds % 3600 / 60) + ' min';
  return Math.floor(seconds / 86_400) + ' d ' + Math.floor(seconds % 86_400 / 3600) + ' h';
}

/** A share as whole per cent, never rounded up to certainty. */
export function percent(share) {
  if (share > 0.99 && share < 1) return '>99%';
  if (share < 0.01 && share > 0) return '<1%';
  return Math.round(share * 100) + '%';
}

/** A proportion with its interval. */
export function interval(proportion) {
  if (!proportion) return 'no cases yet';
  const p = value => (value * 100).toFixed(1);
  return p(proportion.share) + '% (' + p(proportion.low) + '–' + p(proportion.high) + '%) of ' + count(proportion.cases);
}

const NUMBER = new Intl.NumberFormat('en');
export const count = number => NUMBER.format(number);
export const plural = (number, one, many = one + 's') => count(number) + ' ' + (number === 1 ? one : many);

const DATE = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
export const time = instant => instant ? DATE.format(new Date(instant)) : 'unknown';

/** How likely pneumonia of either kind is. */
export const pneumonia = probabilities => probabilities.bacterial + probabilities.viral;
