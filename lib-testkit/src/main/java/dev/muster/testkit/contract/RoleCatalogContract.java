package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.RoleCatalog;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link RoleCatalog} keeps. An adapter's test extends this class and says how to open
 * one; JUnit runs the rest. Roles that the provider brings itself stand in nobody's way.
 */
@Tag("KIT-2")
@Tag("ROLE-3")
public abstract class RoleCatalogContract extends Suite {
  private RoleCatalogUnderTest stage;
  private RoleCatalog catalog;

  /** For subclasses. */
  protected RoleCatalogContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract RoleCatalogUnderTest open();

  /**
   * How many roles the tests of lists define. To be more than one page of the provider.
   *
   * @return 25 by default
   */
  protected int manyRoles() {
    return 25;
  }

  @BeforeEach
  final void openProvider() {
    stage = open();
    catalog = stage.roleCatalog();
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void roles_are_listed_to_the_last_page() {
    Set<RoleSlug> expected = withManyMore(catalog.listRoles());
    assertThat(catalog.listRoles()).isEqualTo(expected);
  }

  @Test
  void a_role_that_was_deleted_is_listed_no_more() {
    Set<RoleSlug> before = catalog.listRoles();
    stage.defineRole(auditor());
    assertThat(catalog.listRoles()).contains(auditor());
    stage.deleteRole(auditor());
    assertThat(catalog.listRoles()).isEqualTo(before);
  }

  @Test
  void a_role_is_spelt_as_memberships_spell_it() {
    stage.defineRole(auditor());
    UserId ann = stage.createUser("ann@example.org");
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, auditor());
    assertThat(catalog.listRoles())
        .containsAll(stage.provider().findMembership(acme, ann).orElseThrow().roles());
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_and_never_a_shorter_list() {
    Set<RoleSlug> whole = withManyMore(catalog.listRoles());
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                Stream.of(0, 1, 2)
                    .map(
                        good ->
                            dynamicTest(
                                outage + " after " + good,
                                () -> isWholeOrNone(good, outage, whole))));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_misconfigured() {
    stage.rejectOurKey();
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(catalog::listRoles);
  }

  private RoleSlug auditor() {
    return stage.role("auditor");
  }

  private void isWholeOrNone(int goodRequests, Outage outage, Set<RoleSlug> whole) {
    stage.fail(goodRequests, outage);
    Optional<Set<RoleSlug>> listed = listed();
    stage.heal();
    if (goodRequests == 0) {
      assertThat(listed).isEmpty();
    } else {
      assertThat(listed.orElse(whole)).isEqualTo(whole);
    }
  }

  private Optional<Set<RoleSlug>> listed() {
    try {
      return Optional.of(catalog.listRoles());
    } catch (Unavailable noAnswer) {
      return Optional.empty();
    }
  }

  private Set<RoleSlug> withManyMore(Set<RoleSlug> before) {
    Set<RoleSlug> all = new HashSet<>(before);
    for (int i = 0; i < manyRoles(); i++) {
      RoleSlug role = stage.role(String.format(Locale.ROOT, "role-%02d", i));
      stage.defineRole(role);
      all.add(role);
    }
    return all;
  }
}
