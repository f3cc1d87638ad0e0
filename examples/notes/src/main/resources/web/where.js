// Where a tab works, and where else its person may.

import { $, el } from './screen.js';
import { api } from './service.js';

export const query = new URLSearchParams(location.search);

/** Where this tab works is in its address, so that two tabs never argue about it. */
export const place = location.pathname.startsWith('/work/') ? location.pathname.split('/')[2] : '';

/** A person of many organizations finds the others on the page for the choice. */
const SHOWN = 5;

export const named = (choice) => choice.name ?? choice.slug ?? choice.id;
export const work = (choice) => `/work/${encodeURIComponent(choice.slug ?? choice.id)}`;

function link(choice, text) {
  const made = el('a', { href: work(choice) }, text);
  if (place && [choice.slug, choice.id].includes(decodeURIComponent(place))) {
    made.setAttribute('aria-current', 'page');
  }
  return made;
}

/** Who is signed in, and the places to work at the top of every page. */
export async function whoAmI() {
  const me = await api('GET', '/account/me');
  const places = me.organizations.slice(0, SHOWN).map((one) => el('li', {}, link(one, named(one))));
  if (me.personal?.slug) {
    places.push(el('li', {}, link(me.personal, 'Your own')));
  }
  $('places').replaceChildren(...places);
  return me;
}

/** Where this tab works, as the service tells it. */
export async function scope(title) {
  const [me, here] = await Promise.all([whoAmI(), api('GET', `/account/scopes/${place}`)]);
  const personal = here.kind === 'personal';
  const name = personal ? 'Your own notes' : named({ ...here, id: here.organization });
  $('title').textContent = title(name, personal);
  document.title = `${$('title').textContent} – Notes`;
  return { me, here, personal, name };
}
