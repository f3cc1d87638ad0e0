// The panel that shows how the last requests were decided.

import { $, el, fill } from './screen.js';
import { api } from './service.js';

const SOURCES = { LIVE: 'the provider, asked', MIRROR: 'the service’s own copy', CACHE: 'memory' };

async function showTrace() {
  if (!$('trace')?.open) {
    return;
  }
  const trace = await api('GET', '/trace').catch(() => null);
  fill('decisions', (trace?.decisions ?? []).map(decision), 'The trace can’t be read right now.');
}

function decision(told) {
  const outcome = told.outcome.toLowerCase();
  const parts = [
    told.reason && `reason: ${told.reason}`,
    told.source && `evidence: ${SOURCES[told.source.toUpperCase()] ?? told.source}`,
    told.ageMillis !== null && `age: ${age(told.ageMillis)}${told.stale ? ', stale' : ''}`,
    told.role && `role: ${told.role}`,
  ];
  const words = parts.filter(Boolean).map((part) => `; ${part}`);
  return el(
    'li',
    { class: outcome },
    el('code', {}, `${told.method} ${told.path}`),
    el('span', { class: 'outcome' }, outcome),
    words.join(''),
  );
}

const age = (millis) => (millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`);

/** Shows the trace when it is opened, and again after each call while it is open. */
export function keepTrace() {
  $('trace')?.addEventListener('toggle', showTrace);
  document.addEventListener('answered', (event) => event.detail === '/trace' || showTrace());
}
