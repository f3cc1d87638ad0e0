// The pages of the notes service: each page's own part, and what all of them do.

import { organizations } from './choose.js';
import { members } from './members.js';
import { notes } from './notes.js';
import { $, attempt, say } from './screen.js';
import { SENTENCES } from './sentences.js';
import { api } from './service.js';
import { keepTrace } from './trace.js';
import { query } from './where.js';

const page = document.body.dataset.page;

const start = {
  ready() {
    const back = query.get('returnTo') ?? '/';
    $('sign-in').href = `/account/login?returnTo=${encodeURIComponent(back)}`;
  },
  async show() {},
};

function signOut(event) {
  event.preventDefault();
  attempt(
    () => api('POST', '/account/logout'),
    () => location.replace('/start?reason=signed_out'),
  );
}

/** Why one was sent to this page. */
function sayWhy() {
  const reason = query.get('reason');
  const alone = page === 'onboarding' && ['not_a_member', 'left'].includes(reason);
  const sentence = alone
    ? 'You are not a member of that organization any more, and you are in no other. Create one, or accept an invitation.'
    : SENTENCES[Object.hasOwn(SENTENCES, reason) ? reason : ''];
  if (sentence) {
    const calm = ['unauthenticated', 'signed_out', 'left', 'organization_required'].includes(reason);
    say(calm ? sentence : '', calm ? '' : sentence);
  }
}

// A page out of the back/forward cache may be somebody's who has signed out since.
addEventListener('pagehide', (event) => (document.body.hidden = event.persisted));
addEventListener('pageshow', (event) => event.persisted && location.reload());

const pages = { start, onboarding: organizations, organizations, notes, members };
const current = pages[page];
current.ready();
$('sign-out')?.addEventListener('submit', signOut);
keepTrace();
await attempt(current.show, () => {
  $('content')?.removeAttribute('hidden');
  sayWhy();
});
