// Speaks to the JSON API (openapi.yaml) in the name of whoever is signed in.

const UNATTENDED_AFTER = 60_000;

let csrfToken = null;
let attendedAt = Date.now();
for (const deed of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
  addEventListener(deed, () => { attendedAt = Date.now(); }, {capture: true, passive: true});
}

/** A request that was refused; `message` is for a person. */
export class Refused extends Error {
  constructor(status, type, message) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

function toSignIn() {
  location.assign('/sign-in?next=' + encodeURIComponent(location.pathname + location.search));
}

async function request(path, options = {}) {
  let response;
  try {
    // What a page asks of its own accord does not keep the session alive.
    const headers = Date.now() - attendedAt > UNATTENDED_AFTER ? {...options.headers, 'X-Unattended': 'yes'} : options.headers;
    response = await fetch(path, {credentials: 'same-origin', cache: 'no-cache', ...options, headers});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Refused(0, 'unreachable', 'The service does not answer. Is the network up?');
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) toSignIn();
  throw new Refused(response.status, problem.type ?? 'about:blank',
    problem.detail || problem.title || 'The service answered ' + response.status + '.');
}

/** Reads JSON. */
export const get = async (path, signal) => (await request(path, {signal})).json();

async function change(method, path, body) {
  const headers = {};
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await request(path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body)});
  return response.json();
}

export const post = (path, body) => change('POST', path, body);
export const remove = path => change('DELETE', path);

/** Reads a picture; its blob and whether it is the whole radiograph. */
export async function picture(path, signal) {
  const response = await request(path, {signal});
  return {blob: await response.blob(), whole: response.headers.get('X-Xraystream-Image') !== 'prepared'};
}

/** Who is signed in: name and roles. */
export async function session() {
  const answer = await get('/api/session');
  csrfToken = answer.csrfToken ?? null;
  return answer;
}

/** Changes the password of whoever is signed in, whose session then is a new one. */
export async function changePassword(current, next) {
  csrfToken = (await post('/api/session/password', {current, next})).csrfToken;
}

/** The path of a scan in the API, or of a part of it. */
export const scanPath = (scanId, part = '') => '/api/scans/' + encodeURIComponent(scanId) + part;

/** The path of a model in the API, or of something to be done to it. */
export const modelPath = (version, part = '') => '/api/models/' + encodeURIComponent(version) + part;
