// What every page is made of. What comes from outside becomes text nodes, never markup.

import { SIGN_IN } from './sentences.js';
import { Problem } from './service.js';

export const $ = (id) => document.getElementById(id);

/** What a problem means for a page; `again` tries once more. */
function meet(problem, again) {
  if (!(problem instanceof Problem)) {
    throw problem;
  }
  const { code } = problem;
  if (SIGN_IN.includes(code)) {
    const back = encodeURIComponent(location.pathname + location.search);
    location.replace(`/start?reason=${code}&returnTo=${back}`);
  } else if (code === 'onboarding_required') {
    location.replace('/onboarding');
  } else if (code === 'not_a_member' || code === 'organization_required') {
    location.replace(`/organizations?reason=${code}`);
  } else if (code === 'unavailable') {
    $('outage').hidden = false;
    $('retry').onclick = again;
  } else {
    say('', problem.message);
  }
}

let busy = false;

/**
 * Does steps in turn, and nothing else meanwhile: a second click or Enter repeats nothing. To try
 * again is to go on with the step that failed, so that what was written is not written twice.
 */
export async function attempt(...steps) {
  if (busy) {
    return;
  }
  busy = true;
  say('', '');
  $('outage').hidden = true;
  let done = 0;
  try {
    for (const step of steps) {
      await step();
      done += 1;
    }
  } catch (problem) {
    meet(problem, () => attempt(...steps.slice(done)));
  } finally {
    busy = false;
  }
}

export function say(good, bad) {
  $('status').textContent = good;
  $('alert').textContent = bad;
}

export function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

export function button(label, name, ...steps) {
  const made = el('button', { type: 'button', 'aria-label': name }, label);
  made.addEventListener('click', () => attempt(...steps));
  return made;
}

/** Asks first; the dialog traps the focus and gives it back, and Escape means no. */
export function danger(label, name, question, ...steps) {
  const made = el('button', { type: 'button', 'aria-label': name, class: 'danger' }, label);
  made.addEventListener('click', () => sure(question, label, ...steps));
  return made;
}

export function sure(question, yes, ...steps) {
  const dialog = $('ask');
  $('question').textContent = question;
  $('yes').textContent = yes;
  dialog.returnValue = '';
  dialog.onclose = () => dialog.returnValue === 'yes' && attempt(...steps);
  dialog.showModal();
}

/** What a form does with its values, and after that. */
export function onSubmit(id, act, ...steps) {
  const form = $(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    attempt(() => act(values, form), ...steps);
  });
}

/** Fills a list, or says that there is nothing. */
export function fill(id, items, nothing) {
  $(id).replaceChildren(...(items.length ? items : [el('li', {}, nothing)]));
}

export function row(lines, ...actions) {
  const [first, ...more] = lines.filter(Boolean);
  const what = el('div', { class: 'what' }, el('p', { class: 'note' }, first));
  what.append(...more.map((line) => el('p', { class: 'by' }, line)));
  return el('li', {}, what, el('div', { class: 'row' }, ...actions));
}
