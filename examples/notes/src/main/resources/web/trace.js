// The panel that shows how the last requests were decided.

import { $, el, fill } from './screen.js';
import { api } from './service.js';

const SOURCES = { LIVE: 'the provider, asked', MIRROR: 'the service’s own copy', CACHE: 'memory' };
const SHOWN = 12;

async function showTrace() {
  if (!$('trace')?.open) {
    return;
  }
  const trace = await api('GET', '/trace').catch(() => null);
  const newest = (trace?.decisions ?? []).slice(0, SHOWN);
  fill('decisions', newest.map(decision), 'The trace can’t be read right now.');
}

function decision(told) {
  const outcome = told.outcome.toLowerCase();
  const parts = [
    told.reason && `reason: ${told.reason}`,
    told.outcome === 'granted' && !told.source && 'no membership was needed',
    told.source && `evidence: ${SOURCES[told.source.toUpperCase()] ?? told.source}`,
    told.ageMillis !== null && `age: ${age(told.ageMillis)}${told.stale ? ', stale' : ''}`,
    told.role && `role: ${told.role}`,
  ];
  const words = [el('span', { class: 'outcome' }, outcome)];
  parts.filter(Boolean).forEach((part) => words.push(`; ${part}`));
  const asked = el('code', {}, `${told.method} ${told.path}`);
  return el('li', { class: outcome }, asked, ' ', el('span', {}, ...words));
}

const age = (millis) => (millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`);

/** Shows the trace when it is opened, and again after each call while it is open. */
export function keepTrace() {
  $('trace')?.addEventListener('toggle', showTrace);
  document.addEventListener('answered', (event) => event.detail === '/trace' || showTrace());
}
