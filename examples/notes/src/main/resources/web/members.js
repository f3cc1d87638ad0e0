// The members of an organization and its invitations.

import { $, button, danger, el, fill, onSubmit, row, say, sure } from './screen.js';
import { api, Problem } from './service.js';
import { place, scope } from './where.js';

const ROLES = ['member', 'admin'];
const at = `/account/organizations/${place}`;

function ready() {
  let invited;
  const invite = async (input, form) => {
    invited = await api('POST', `${at}/invitations`, input);
    form.reset();
  };
  onSubmit('invite', invite, show, () =>
    say(`${invited.email} is invited. The number of the invitation is ${invited.id}.`, ''),
  );
  $('leave').addEventListener('click', () =>
    sure(
      'Leave this organization?',
      'Leave',
      () => api('POST', `${at}/leave`),
      () => location.replace('/organizations?reason=left'),
    ),
  );
}

async function show() {
  const { me, here } = await scope((name) => `Members of ${name}`);
  const notes = el('a', { href: `/work/${place}` }, 'Notes');
  $('scope').replaceChildren(`Your role here: ${here.role ?? 'none'}. `, notes);
  const lists = ['members', 'invitations'].map((what) => api('GET', `${at}/${what}`));
  try {
    const [people, invited] = await Promise.all(lists);
    fill('members', people.members.map((one) => member(one, me.user)), 'Nobody.');
    fill('invitations', invited.invitations.map(invitation), 'Nobody is invited.');
    closed(false);
  } catch (problem) {
    if (problem.code !== 'insufficient_role') {
      throw problem;
    }
    closed(true);
    $('scope').append('. Only an administrator sees the members and invites.');
  }
}

function closed(yes) {
  $('people').hidden = yes;
  $('invited').hidden = yes;
}

/** The list anew, and the focus at its title, as the button that had it may be gone. */
function anew(title, sentence) {
  const tell = () => {
    $(title).focus();
    say(sentence(), '');
  };
  return [show, tell];
}

/** What is done to a member, who may be gone meanwhile; whether it is oneself, the lists say. */
function toMember(act) {
  return async () => {
    try {
      await act();
    } catch (problem) {
      if (problem.code !== 'not_a_member') {
        throw problem;
      }
      await show();
      throw new Problem('member_gone');
    }
  };
}

function member(one, me) {
  const name = one.email ?? one.user;
  const path = `${at}/members/${encodeURIComponent(one.user)}`;
  const standing = `${one.role ?? 'no role'}, ${one.status.toLowerCase()}`;
  const roles = el('select', { 'aria-label': `Role of ${name}` });
  ROLES.forEach((role) => roles.append(new Option(role, role, false, role === one.role)));
  let role = one.role;
  const change = button(
    'Change role',
    `Change the role of ${name}`,
    toMember(() => api('PATCH', path, { role: (role = roles.value) })),
    ...anew('members-title', () => `${name} is ${role} now.`),
  );
  const remove = danger(
    'Remove',
    `Remove ${name}`,
    `Remove ${name} from this organization?`,
    toMember(() => api('DELETE', path)),
    ...anew('members-title', () => `${name} is removed.`),
  );
  const mine = one.user === me;
  return row([mine ? `${name} (you)` : name, standing], roles, change, ...(mine ? [] : [remove]));
}

function invitation(one) {
  const until = new Date(one.expiresAt).toLocaleDateString('en-GB', { dateStyle: 'long' });
  const standing = [one.role, one.state.toLowerCase(), `until ${until}`].filter(Boolean).join(', ');
  const revoke = danger(
    'Revoke',
    `Revoke the invitation of ${one.email}`,
    `Revoke the invitation of ${one.email}?`,
    () => api('DELETE', `${at}/invitations/${encodeURIComponent(one.id)}`),
    ...anew('invitations-title', () => `The invitation of ${one.email} is revoked.`),
  );
  const open = one.state.toUpperCase() === 'PENDING';
  return row([one.email, standing, `Number: ${one.id}`], ...(open ? [revoke] : []));
}

export const members = { ready, show };
