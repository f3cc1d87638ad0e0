// Calls of the service.

import { SENTENCES } from './sentences.js';

/** Why the service did not do what was asked, in a sentence for people. */
export class Problem extends Error {
  constructor(code, title) {
    super(SENTENCES[code] ?? title ?? 'This did not work. Try again.');
    this.code = code;
  }
}

/** One call of the service; whoever listens hears that it was answered. */
export async function api(method, path, body) {
  const headers = { Accept: 'application/json' };
  const request = { method, headers, cache: 'no-store' };
  if (body) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  const response = await fetch(path, request).catch(() => null);
  const answer = response && (await response.json().catch(() => null));
  document.dispatchEvent(new CustomEvent('answered', { detail: path }));
  if (response?.ok) {
    return answer;
  }
  const silent = !response || response.status === 503;
  throw new Problem(silent ? 'unavailable' : answer?.code, answer?.title);
}
