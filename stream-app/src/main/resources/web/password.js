// Lets whoever is signed in with a password change it.

import { changePassword } from './api.js';
import { el, say, show } from './dom.js';

/** Asks for the present password and for the new one, twice. */
export function password(name) {
  const before = document.activeElement;
  const field = (id, text, complete) => [el('label', {for: id}, text),
    el('input', {id, type: 'password', required: true, maxlength: 72, minlength: complete === 'new-password' ? 12 : null, autocomplete: complete})];
  const trouble = el('p', {class: 'warning', role: 'alert'});
  const form = el('form', {onsubmit: change},
    el('h2', {id: 'password-title'}, 'Change your password'),
    el('input', {type: 'text', name: 'name', value: name, autocomplete: 'username', hidden: true}),
    field('password-now', 'Present password', 'current-password'),
    field('password-next', 'New password, at least 12 characters', 'new-password'),
    field('password-again', 'New password once more', 'new-password'),
    el('p', {class: 'quiet'}, 'Wherever else you are signed in, you are signed out.'), trouble,
    el('p', {class: 'buttons'}, el('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'), el('button', {class: 'primary'}, 'Change')));
  const dialog = el('dialog', {'aria-labelledby': 'password-title', onclose: () => {
    dialog.remove();
    before?.focus?.();
  }}, form);
  const value = id => form.querySelector('#' + id).value;

  async function change(event) {
    event.preventDefault();
    if (value('password-next') !== value('password-again')) {
      say(trouble, 'The two new passwords differ.');
      return;
    }
    say(trouble, '');
    try {
      await changePassword(value('password-now'), value('password-next'));
      show(form, el('h2', {id: 'password-title'}, 'Your password is changed'), el('p', {}, 'Wherever else you were signed in, you are signed out.'),
        el('p', {class: 'buttons'}, el('button', {type: 'button', class: 'primary', onclick: () => dialog.close()}, 'Close')));
      form.querySelector('button').focus();
    } catch (e) {
      say(trouble, 'Not changed: ' + e.message);
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  form.querySelector('#password-now').focus();
}
