package dev.muster.proof.check;

import static dev.muster.proof.check.ScopeHost.slug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.membership.Failure;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.PersonalChoice;
import dev.muster.scope.ScopeChoices;
import dev.muster.testkit.fault.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scopes that somebody can work in. */
@Tag("SCOPE-4")
class ScopeListTest {
  private final ScopeHost host = new ScopeHost();
  private final Muster muster = host.node();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void the_person_and_every_active_membership_for_one_list_and_one_read() {
    host.provider.dashboard().invite(host.foreign, "ann@example.com", new RoleSlug("member"));

    List<String> cost =
        host.costOf(
            () ->
                assertThat(muster.scopes(muster.vouchedByHost(host.ann)))
                    .isEqualTo(
                        new ScopeChoices.Result.Offered(
                            new PersonalChoice(slug("ann")),
                            List.of(
                                new OrganizationChoice(
                                    host.acme, slug("acme"), "acme", new Role("admin")),
                                new OrganizationChoice(
                                    host.beta, slug("beta"), "beta", new Role("member"))))));

    assertThat(cost).containsExactly("list", Operation.LIST_MEMBERSHIPS.name());
  }

  @Test
  void somebody_without_slug_and_organization_has_the_personal_scope() {
    UserId carl = host.provider.dashboard().createUser("carl@example.com").id();

    List<String> cost =
        host.costOf(
            () ->
                assertThat(muster.scopes(muster.vouchedByHost(carl)))
                    .isEqualTo(
                        new ScopeChoices.Result.Offered(new PersonalChoice(null), List.of())));

    assertThat(cost).containsExactly("list", Operation.LIST_MEMBERSHIPS.name());
  }

  @Test
  @Tag("ORG-5")
  void a_bound_credential_sees_its_own_organization_only() {
    ScopeChoices.Result scopes = muster.scopes(muster.vouchedByHost(host.ann, host.beta));

    assertThat(scopes)
        .isEqualTo(
            new ScopeChoices.Result.Offered(
                null,
                List.of(
                    new OrganizationChoice(host.beta, slug("beta"), "beta", new Role("member")))));
  }

  @Test
  @Tag("ANS-2")
  void a_register_that_is_down_is_no_short_list() {
    host.registerIsDown = true;

    assertThat(muster.scopes(muster.vouchedByHost(host.ann)))
        .isEqualTo(
            new ScopeChoices.Result.Unavailable(Failure.of(Failure.Cause.STORE_UNAVAILABLE)));
  }
}
