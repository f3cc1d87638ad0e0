// What each problem, and each reason to come to a page, says to a person.

const AGAIN = 'Your session has ended. Sign in again.';
export const SENTENCES = {
  unauthenticated: 'Sign in to continue.',
  invalid_credential: AGAIN,
  session_ended: AGAIN,
  session_reset_required: AGAIN,
  signed_out: 'You are signed out.',
  onboarding_required: 'You are in no organization yet. Create one, or accept an invitation.',
  organization_required: 'Choose where you want to work.',
  not_a_member: 'You are not a member of this organization any more. Choose another one.',
  member_gone: 'This person is not a member any more.',
  left: 'You have left the organization.',
  insufficient_role: 'Your role does not allow this. Ask an administrator of the organization.',
  wrong_credential: 'This can’t be done with the way you signed in. Sign in again.',
  wrong_organization: 'You are signed in for another organization. Choose where you want to work.',
  no_account: 'There is no account for you here.',
  refused: 'This request was refused, as it did not seem to come from this page. Reload the page.',
  selector_conflict: 'The request names two organizations. Choose where you want to work.',
  not_found: 'There is nothing here. Perhaps it was deleted.',
  conflict: 'This is taken already. Choose another.',
  last_admin: 'An organization needs an administrator, and this is the last. Make another member one.',
  use_leave: 'You can’t remove yourself. Leave the organization instead.',
  limit_reached: 'There are as many of these as there may be.',
  owned_limit_reached: 'You already own as many organizations as you may.',
  busy: 'Another change is under way. Try again shortly.',
  invitation_not_found: 'There is no such invitation for you. Check the number and who is signed in.',
  invitation_not_pending: 'This invitation was used, taken back or is too old. Ask for a new one.',
  force_required: 'This name is in use. Choose another.',
  invalid_input: 'Something is missing or not in the right form. Check what you entered.',
};
export const SIGN_IN = ['unauthenticated', 'invalid_credential', 'session_ended', 'session_reset_required'];
