package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Clerk's refusals of a change mean, by status and code. */
@Tag("ANS-4")
class RefusalsTest {
  private static final RoleSlug MEMBER = new RoleSlug("org:member");
  private static final RoleSlug ADMIN = new RoleSlug("org:admin");

  private final ClerkStage stage = new ClerkStage();
  private final ClerkProvider clerk = stage.adapter();
  private final OrganizationId acme = stage.createOrganization("Acme");
  private final UserId ann = stage.createUser("ann@example.org");

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, organization_minimum_permissions_needed, last_admin",
    "403, organization_membership_quota_exceeded, organization_membership_quota_exceeded",
    "403, organization_slugs_disabled, organization_slugs_disabled",
    "403, missing_organization_permission, missing_organization_permission",
    "403, word_of_tomorrow, forbidden",
    "402, word_of_tomorrow, payment_required",
    "402, insufficient_seats, insufficient_seats",
    "404, resource_not_found, not_found",
    "404, word_of_tomorrow, not_found",
    "409, organization_membership_managed_by_scim, organization_membership_managed_by_scim",
    "409, word_of_tomorrow, conflict",
    "422, form_param_value_invalid, form_param_value_invalid",
    "422, form_param_of_tomorrow, invalid_request",
    "400, word_of_tomorrow, invalid_request",
  })
  void a_refusal_is_rejected_with_a_safe_word(int status, String code, String word) {
    Throwable thrown = refused(status, shaped(code));
    assertThat(thrown).isInstanceOf(Rejected.class);
    assertThat(((Rejected) thrown).code()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "401, clerk_key_invalid",
    "401, word_of_tomorrow",
    "403, authorization_invalid",
    "403, organization_not_enabled_in_instance",
    "402, unsupported_subscription_plan_features",
    "400, request_invalid_for_instance"
  })
  void a_refusal_of_our_key_or_our_instance_is_the_operators(int status, String code) {
    assertThat(refused(status, shaped(code))).isInstanceOf(Misconfigured.class);
  }

  @ParameterizedTest
  @CsvSource({"400", "402", "403", "404", "409", "422"})
  void a_refusal_of_anybody_else_says_nothing(int status) {
    assertThat(refused(status, "<html>")).isInstanceOf(Unavailable.class);
    assertThat(refused(status, "{\"error\":\"resource_not_found\"}"))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @Tag("ANS-2")
  void a_rate_limit_says_when_to_come_back() {
    stage.clerk().line().instead(asked -> Answer.of(429, "{}").with("Retry-After", "7"));
    assertThat(catchThrowable(() -> clerk.findUser(ann)))
        .isInstanceOfSatisfying(
            Unavailable.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  @Tag("ROLE-9")
  void clerk_keeps_the_last_admin_and_says_so() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    Membership admin = clerk.findMembership(acme, ann).orElseThrow();
    assertThat(catchThrowable(() -> clerk.removeMember(admin)))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.code()).isEqualTo("last_admin"));
    assertThat(catchThrowable(() -> clerk.changeRole(admin, MEMBER)))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.code()).isEqualTo("last_admin"));
    assertThat(clerk.findMembership(acme, ann)).contains(admin);
  }

  @Test
  void a_membership_that_clerk_calls_a_strangers_has_ended() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    Membership member = clerk.findMembership(acme, ann).orElseThrow();
    stage.clerk().settings().strangersAreForbidden(true);
    stage
        .clerk()
        .line()
        .before(
            asked -> {
              if (asked.method().equals("DELETE")) {
                stage.remove(acme, ann);
              }
            });
    clerk.removeMember(member);
    assertThat(clerk.findMembership(acme, ann)).isEmpty();
  }

  @Test
  @Tag("MEM-1")
  void a_banned_user_is_no_active_member_until_the_ban_is_lifted() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    stage.clerk().ban(ann, true);
    Membership banned = clerk.findMembership(acme, ann).orElseThrow();
    assertThat(banned.status()).isEqualTo(MembershipStatus.INACTIVE);
    assertThat(catchThrowable(() -> clerk.reactivate(banned)))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.code()).isEqualTo("user_barred"));
    assertThat(clerk.deactivate(banned)).isEqualTo(banned);
    stage.clerk().ban(ann, false);
    assertThat(clerk.findMembership(acme, ann).orElseThrow().isActive()).isTrue();
  }

  private Throwable refused(int status, String body) {
    stage
        .clerk()
        .line()
        .instead(asked -> asked.method().equals("POST") ? Answer.of(status, body) : null);
    return catchThrowable(() -> clerk.addMember(acme, ann, MEMBER));
  }

  private static String shaped(String code) {
    return "{\"errors\":[{\"message\":\"m\",\"long_message\":\"l\",\"code\":\"" + code + "\"}]}";
  }
}
