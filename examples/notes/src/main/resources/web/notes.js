// The notes of an organization, or of a person.

import { $, danger, el, fill, onSubmit, row, say } from './screen.js';
import { api } from './service.js';
import { place, scope } from './where.js';

const at = `/orgs/${place}/notes`;

function ready() {
  const add = async (input, form) => {
    await api('POST', at, input);
    form.reset();
  };
  onSubmit('add', add, show, () => say('The note is saved.', ''));
}

async function show() {
  const { me, here, personal } = await scope((name, own) => (own ? name : `Notes of ${name}`));
  const about = personal ? ['Only you see these.'] : [`Your role here: ${here.role ?? 'none'}. `];
  if (!personal) {
    about.push(el('a', { href: `/work/${place}/members` }, 'Members and invitations'));
  }
  $('scope').replaceChildren(...about);
  const may = personal || here.permissions.includes('notes:delete');
  const list = await api('GET', at);
  const items = list.map((note) => {
    const author = note.author === me.user ? 'you' : note.author;
    return row([note.text, !personal && `by ${author}`], ...(may ? [removal(note)] : []));
  });
  fill('notes', items, 'There is no note yet.');
}

function removal(note) {
  return danger(
    'Delete',
    `Delete the note “${note.text.slice(0, 40)}”`,
    'Delete this note?',
    () => api('DELETE', `${at}/${note.id}`),
    show,
    () => {
      $('notes-title').focus();
      say('The note is deleted.', '');
    },
  );
}

export const notes = { ready, show };
