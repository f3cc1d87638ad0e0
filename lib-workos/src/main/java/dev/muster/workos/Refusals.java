package dev.muster.workos;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.Set;

/**
 * The table of refusals: which of WorkOS's words go on as they are, which are about our own key or
 * client id, and what a status means without a word.
 */
final class Refusals {
  /** About our own credentials or set-up: the operator's to mend. */
  private static final Set<String> OURS =
      Set.of("invalid_client", "unauthorized_client", "pkce_not_supported");

  /** Fixed words of WorkOS's OpenAPI document for the calls made here. */
  private static final Set<String> SAFE =
      Set.of(
          "access_denied",
          "authentication_method_not_allowed",
          "cannot_deactivate_pending_organization_membership",
          "cannot_reactivate_pending_organization_membership",
          "email_already_invited",
          "email_already_invited_to_organization",
          "email_verification_required",
          "external_id_already_used",
          "invalid_grant",
          "invalid_invite",
          "invalid_metadata",
          "invalid_request_parameters",
          "invalid_role",
          "invitation_invalid",
          "invite_has_accepted_user_id",
          "invite_not_pending",
          "mfa_challenge",
          "mfa_enrollment",
          "multiple_roles_not_enabled",
          "organization_authentication_methods_required",
          "organization_membership_not_found",
          "organization_not_found",
          "organization_selection_required",
          "radar_challenge",
          "sign_up_not_allowed",
          "sso_required",
          "sub_resource_scoped_role_not_allowed",
          "user_already_exists",
          "user_already_organization_member");

  private Refusals() {}

  /** The exception for a refusal of something that was to be changed or begun. */
  static ProviderException of(Reply reply) {
    String word = reply.word();
    if (word.isEmpty() && !reply.hasMessage()) {
      // Of somebody between us and WorkOS.
      return new Unavailable(
          "WorkOS answered " + reply.status() + " where that says nothing", null);
    }
    if (OURS.contains(word)) {
      return new Misconfigured("WorkOS refuses our client: " + word);
    }
    return new Rejected(SAFE.contains(word) ? word : byStatus(reply.status()));
  }

  /** The exception for a 403 to a question: only our key can be meant. */
  static Misconfigured forbiddenKey() {
    return new Misconfigured("WorkOS does not let our API key ask this");
  }

  private static String byStatus(int status) {
    return switch (status) {
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 409 -> "conflict";
      default -> "invalid_request";
    };
  }
}
