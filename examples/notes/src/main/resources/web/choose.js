// Choosing where to work: the organizations of a person, a new one, an invitation, one's own notes.

import { $, button, el, fill, onSubmit, row, say } from './screen.js';
import { api } from './service.js';
import { named, query, whoAmI, work } from './where.js';

const page = document.body.dataset.page;

/** The slug that a name suggests, as the service would. */
function suggested(name) {
  const folded = name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return folded.replace(/[^a-z0-9]+/g, '-').slice(0, 40).replace(/^-|-$/g, '');
}

function ready() {
  const address = () => ($('address').textContent = `/work/${$('slug').value || '…'}`);
  let chosen = false;
  $('slug').addEventListener('input', () => {
    chosen = $('slug').value !== '';
    address();
  });
  $('name').addEventListener('input', () => {
    if (!chosen) {
      $('slug').value = suggested($('name').value);
      address();
    }
  });
  $('invitation').value = query.get('invitation') ?? '';
  onSubmit('create', async (input) => go(await api('POST', '/account/organizations', input)));
  onSubmit('own', async (input) => go(await api('PATCH', '/account/me', input)));
  onSubmit('accept', async ({ invitation }) => {
    const path = `/account/invitations/${encodeURIComponent(invitation.trim())}/accept`;
    go({ id: (await api('POST', path)).organization });
  });
}

const go = (choice) => location.assign(work(choice));

async function show() {
  const me = await whoAmI();
  const own = me.personal?.slug;
  $('own').hidden = Boolean(own);
  $('own-place').hidden = !own;
  if (own) {
    $('own-link').href = work(me.personal);
  }
  if (page === 'organizations') {
    if (me.organizations.length === 0 && !query.has('invitation')) {
      location.replace(`/onboarding${location.search}`);
    }
    const choices = me.organizations.map((one) => choice(one, one.id === me.organization?.id));
    fill('organizations', choices, 'You are in none yet.');
  }
}

function choice(one, first) {
  const name = named(one);
  const open = el('a', { href: work(one), class: 'button', 'aria-label': `Open ${name}` }, 'Open');
  const path = `${work(one)}/members`;
  const members = el('a', { href: path, 'aria-label': `Members of ${name}` }, 'Members');
  const start = button(
    'Start here',
    `Start here: ${name}`,
    () => api('POST', `/account/organizations/${encodeURIComponent(one.id)}/switch`),
    show,
    () => say(`You start at ${name} now.`, ''),
  );
  const lines = [name, one.role && `Your role: ${one.role}`, first && 'You start here'];
  return row(lines, open, members, ...(first ? [] : [start]));
}

export const organizations = { ready, show };
