package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.OTHER_PROVIDER;
import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore.Entry;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Renaming;
import dev.muster.store.DirectoryStore.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules by which organizations end for good, seen through a store. */
abstract class EndingRulesThroughStore extends RefreshRulesThroughStore {
  static final OrganizationSlug OLD = new OrganizationSlug("old-name");
  static final OrganizationSlug NEW = new OrganizationSlug("new-name");
  static final OrganizationSlug OTHER = new OrganizationSlug("other-name");
  static final Organization ACME = new Organization(new OrganizationId("org_1"), "Acme");
  static final Organization BETA = new Organization(new OrganizationId("org_2"), "Beta");
  static final UserId ANN = new UserId("user_ann");
  static final UserId BOB = new UserId("user_bob");

  @Test
  @Tag("MEM-7")
  void an_ended_organization_is_not_found_and_its_slug_is_free() {
    add(ACME, OLD);
    assertThat(store.hasEnded(PROVIDER, ACME.id())).isFalse();

    assertThat(store.end(PROVIDER, ACME.id())).isTrue();

    assertThat(store.hasEnded(PROVIDER, ACME.id())).isTrue();
    assertThat(store.find(PROVIDER, ACME.id())).isEmpty();
    assertThat(store.findBySlug(PROVIDER, OLD)).isEmpty();
    assertThat(store.visit(PROVIDER, ACME.id(), Duration.ZERO)).isEmpty();
    assertThat(store.list(PROVIDER, ANN, Set.of(ACME.id())).organizations()).isEmpty();
    assertThat(store.reserve(PROVIDER, OLD, BOB, "key-1"))
        .isEqualTo(new Reservation.Reserved("key-1"));
  }

  @Test
  @Tag("MEM-7")
  void nothing_brings_an_ended_organization_back() {
    store.reserve(PROVIDER, OLD, ANN, "key-1");
    store.complete(PROVIDER, OLD, "key-1", ACME);
    store.end(PROVIDER, ACME.id());
    store.end(PROVIDER, BETA.id());

    for (Organization ended : List.of(ACME, BETA)) {
      assertThat(store.add(PROVIDER, new Entry(ended, OTHER))).isFalse();
      assertThat(store.update(PROVIDER, new Organization(ended.id(), "Apex"))).isFalse();
      assertThat(store.rename(PROVIDER, ended.id(), OTHER)).isEqualTo(Renaming.UNKNOWN);
      assertThat(store.complete(PROVIDER, OLD, "key-1", ended)).isFalse();
      store.reserve(PROVIDER, NEW, ANN, "key-2");
      assertThat(store.complete(PROVIDER, NEW, "key-2", ended)).isFalse();

      assertThat(store.find(PROVIDER, ended.id())).isEmpty();
    }
    assertThat(store.findBySlug(PROVIDER, OTHER)).isEmpty();
    assertThat(store.findBySlug(PROVIDER, NEW)).isEmpty();
  }

  @Test
  @Tag("MEM-7")
  void ending_again_changes_nothing_also_where_the_slug_has_another_owner_by_now() {
    add(ACME, OLD);
    store.end(PROVIDER, ACME.id());
    add(BETA, OLD);

    assertThat(store.end(PROVIDER, ACME.id())).isFalse();

    assertThat(store.findBySlug(PROVIDER, OLD)).contains(of(BETA, OLD));
  }

  @Test
  @Tag("MEM-7")
  @Tag("MEM-13")
  void an_end_is_of_one_organization_at_one_provider() {
    Organization alike = new Organization(new OrganizationId("ORG_1"), "Alike");
    add(alike, OLD);
    store.add(OTHER_PROVIDER, new Entry(ACME, OLD));

    store.end(PROVIDER, ACME.id());

    assertThat(store.hasEnded(PROVIDER, alike.id())).isFalse();
    assertThat(store.hasEnded(OTHER_PROVIDER, ACME.id())).isFalse();
    assertThat(store.find(PROVIDER, alike.id())).contains(new Entry(alike, OLD));
    assertThat(store.findBySlug(OTHER_PROVIDER, OLD)).contains(of(ACME, OLD));
  }

  @Test
  @Tag("MEM-7")
  void who_adds_while_the_organization_ends_brings_nothing_back() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      Organization ending = organization(round);
      String wish = "wish-" + round + "-";
      List<Boolean> answers =
          Race.run(
              i ->
                  () ->
                      i == 0
                          ? store.end(PROVIDER, ending.id())
                          : store.add(PROVIDER, new Entry(ending, slug(wish + i))));

      assertThat(answers.get(0)).isTrue();
      assertThat(store.find(PROVIDER, ending.id())).isEmpty();
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name_of_ends_too() {
    refuses("provider", () -> store.end(null, ACME.id()));
    refuses("organization", () -> store.end(PROVIDER, null));
    refuses("organization", () -> store.hasEnded(PROVIDER, null));
  }

  static void refuses(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining(parameter);
  }

  void add(Organization organization, OrganizationSlug slug) {
    assertThat(store.add(PROVIDER, new Entry(organization, slug))).isTrue();
  }

  static Owner of(Organization organization, OrganizationSlug slug) {
    return new Owner.OfOrganization(new Entry(organization, slug));
  }

  static Organization organization(int number) {
    return new Organization(new OrganizationId("org_race_" + number), "Racer");
  }

  static OrganizationSlug slug(String value) {
    return new OrganizationSlug(value);
  }
}
