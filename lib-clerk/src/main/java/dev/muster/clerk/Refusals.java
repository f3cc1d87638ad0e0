package dev.muster.clerk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Reply;
import java.util.Set;

/**
 * The table of refusals: which of Clerk's codes go on as they are, which are about our own key or
 * instance, and what a status means without one. By status and code, never by message text.
 */
final class Refusals {
  private static final String LAST_ADMIN = "organization_minimum_permissions_needed";

  /** Clerk's own word for what it does not find. Another says "or unauthorized", and is no no. */
  private static final String ABSENT = "resource_not_found";

  /** About our own key or how the instance is set up: the operator's to mend. */
  private static final Set<String> OURS =
      Set.of(
          "authorization_invalid",
          "feature_not_enabled",
          "invitations_not_supported",
          "organization_not_enabled_in_instance",
          "request_invalid_for_environment",
          "request_invalid_for_instance",
          "unsupported_subscription_plan_features");

  /** Fixed words of Clerk's index of errors for the calls made here. */
  private static final Set<String> SAFE =
      Set.of(
          "already_a_member_in_organization",
          "attribute_managed_by_scim",
          "duplicate_record",
          "form_param_exceeds_allowed_size",
          "form_param_format_invalid",
          "form_param_max_length_exceeded",
          "form_param_missing",
          "form_param_nil",
          "form_param_unknown",
          "form_param_value_invalid",
          "insufficient_seats",
          "invitation_already_accepted",
          "invitation_already_revoked",
          "missing_organization_permission",
          "not_a_member_in_organization",
          "not_allowed_access",
          "organization_invitation_already_accepted",
          "organization_invitation_not_pending",
          "organization_invitation_not_unique",
          "organization_invitation_revoked",
          "organization_membership_managed_by_scim",
          "organization_membership_quota_exceeded",
          "organization_slugs_disabled");

  private Refusals() {}

  /** Whether Clerk itself says that it knows no such thing. A 404 of anybody else says nothing. */
  static boolean isAbsent(Reply reply) {
    return reply.status() == 404 && code(reply).equals(ABSENT);
  }

  /**
   * Whether Clerk refuses a question on account of our key or our instance: by its code, and by 403
   * in its own shape, since nothing else is forbidden to whoever only asks.
   */
  static boolean isOurs(Reply reply) {
    String code = code(reply);
    return !reply.isGood() && (OURS.contains(code) || (reply.status() == 403 && !code.isEmpty()));
  }

  /** Whether Clerk says that there is no such membership to be ended, in either of its words. */
  static boolean isNoMember(Reply reply) {
    return isAbsent(reply) || code(reply).equals("not_a_member_in_organization");
  }

  /** Whether a refusal is Clerk's word for a user who is a member already. */
  static boolean isMember(Reply reply) {
    return code(reply).equals("already_a_member_in_organization");
  }

  /** The exception for a refusal of something that was to be changed. */
  static ProviderException of(Reply reply) {
    String code = code(reply);
    if (code.isEmpty()) {
      // Of somebody between us and Clerk.
      return reply.unforeseen();
    }
    if (OURS.contains(code)) {
      return new Misconfigured("Clerk does not let our key or our instance do this");
    }
    if (code.equals(LAST_ADMIN)) {
      return new Rejected("last_admin");
    }
    return new Rejected(SAFE.contains(code) ? code : byStatus(reply.status()));
  }

  /** The exception for our key itself. */
  static Misconfigured ofKey() {
    return new Misconfigured("Clerk does not accept our secret key");
  }

  /** The exception for a question that our key or our instance may not ask. */
  static Misconfigured ofQuestion() {
    return new Misconfigured("Clerk does not let our key or our instance ask this");
  }

  /** The code of the first error in Clerk's own shape, or an empty text. */
  private static String code(Reply reply) {
    JsonNode errors = reply.refusal().node().path("errors");
    return errors.isArray() ? errors.path(0).path("code").asText("") : "";
  }

  private static String byStatus(int status) {
    return switch (status) {
      case 402 -> "payment_required";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 409 -> "conflict";
      default -> "invalid_request";
    };
  }
}
