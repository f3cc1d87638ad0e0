package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A user. Times are in milliseconds, as on Clerk's wire. */
record UserRow(
    String id,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String externalId,
    boolean banned,
    long created,
    long updated) {
  private static final String IMAGE = "https://img.clerk.example/user";

  UserRow banned(boolean is, long now) {
    return new UserRow(id, email, firstName, lastName, externalId, is, created, now);
  }

  UserRow named(@Nullable String first, @Nullable String last, long now) {
    return new UserRow(id, email, first, last, externalId, banned, created, now);
  }

  ObjectNode wire() {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("id", id).put("object", "user").put("username", (String) null);
    user.put("first_name", firstName).put("last_name", lastName).put("locale", (String) null);
    user.put("image_url", IMAGE).put("has_image", false);
    user.put("primary_email_address_id", email == null ? null : emailId());
    user.put("primary_phone_number_id", (String) null);
    user.put("primary_web3_wallet_id", (String) null);
    user.put("password_enabled", false).put("two_factor_enabled", false);
    user.put("totp_enabled", false).put("backup_code_enabled", false);
    var emails = user.putArray("email_addresses");
    if (email != null) {
      emails.add(emailWire(email));
    }
    for (String none :
        new String[] {
          "phone_numbers",
          "web3_wallets",
          "passkeys",
          "external_accounts",
          "saml_accounts",
          "enterprise_accounts"
        }) {
      user.putArray(none);
    }
    user.putObject("public_metadata");
    user.putObject("private_metadata");
    user.putObject("unsafe_metadata");
    user.put("external_id", externalId).put("last_sign_in_at", (Long) null);
    user.put("banned", banned).put("locked", false);
    user.put("lockout_expires_in_seconds", (Long) null);
    user.put("verification_attempts_remaining", 100);
    user.put("created_at", created).put("updated_at", updated);
    user.put("delete_self_enabled", true).put("create_organization_enabled", true);
    user.put("last_active_at", (Long) null).put("mfa_enabled_at", (Long) null);
    return user.put("mfa_disabled_at", (Long) null).put("legal_accepted_at", (Long) null);
  }

  /** What the members of an organization may see of each other. */
  ObjectNode publicWire() {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("user_id", id).put("first_name", firstName).put("last_name", lastName);
    user.put("profile_image_url", IMAGE).put("image_url", IMAGE).put("has_image", false);
    return user.put("identifier", email).put("username", (String) null).put("banned", banned);
  }

  private String emailId() {
    return id.replaceFirst("user_", "idn_");
  }

  private ObjectNode emailWire(String address) {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("id", emailId()).put("object", "email_address").put("email_address", address);
    wire.put("reserved", false).putArray("linked_to");
    wire.putObject("verification")
        .put("object", "verification_admin")
        .put("status", "verified")
        .put("strategy", "admin")
        .put("attempts", (Integer) null)
        .put("expire_at", (Long) null);
    wire.put("matches_sso_connection", false);
    return wire.put("created_at", created).put("updated_at", updated);
  }
}
