package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.OTHER_PROVIDER;
import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Entry;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Reservation;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link DirectoryStore} does. Extend it, open a store, and all tests must pass. */
public abstract class DirectoryStoreContract extends SlugRulesThroughStore {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");
  private static final OrganizationSlug OTHER = new OrganizationSlug("acme-2");
  private static final Reservation TAKEN = new Reservation.Taken();

  /** For a subclass. */
  protected DirectoryStoreContract() {}

  /**
   * Opens an empty store. Called once for each test.
   *
   * @return the store, safe for many threads
   * @throws Exception if it can't be opened; the test fails
   */
  @Override
  protected abstract DirectoryStore open() throws Exception;

  @Test
  void only_an_organization_that_was_added_is_found_by_slug_and_by_id() {
    Entry entry = entry("org_1", "Caf\u00e9 \ud83d\ude00 'Acme'\n", ACME);

    assertThat(store.add(PROVIDER, entry)).isTrue();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization)).contains(entry);
    assertThat(store.find(PROVIDER, entry.organization().id())).contains(entry);
    assertThat(store.findBySlug(PROVIDER, OTHER)).isEmpty();
    assertThat(store.find(PROVIDER, id(2))).isEmpty();
  }

  @Test
  @Tag("ORG-7")
  void adding_a_slug_or_an_organization_again_writes_nothing() {
    Entry first = entry("org_1", "Acme", ACME);
    store.add(PROVIDER, first);

    assertThat(store.add(PROVIDER, first)).isFalse();
    assertThat(store.add(PROVIDER, entry("org_2", "Other", ACME))).isFalse();
    assertThat(store.add(PROVIDER, entry("org_1", "Renamed", OTHER))).isFalse();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization)).contains(first);
    assertThat(store.findBySlug(PROVIDER, OTHER)).isEmpty();
    assertThat(store.find(PROVIDER, id(2))).isEmpty();
  }

  @Test
  @Tag("SES-7")
  void a_reserved_slug_has_no_organization_yet() {
    assertThat(reserve(ANN, "key-1")).isEqualTo(new Reservation.Reserved("key-1"));

    assertThat(store.findBySlug(PROVIDER, ACME)).isEmpty();
    assertThat(store.add(PROVIDER, entry("org_1", "Acme", ACME))).isFalse();
  }

  @Test
  @Tag("SES-7")
  void the_holder_asking_again_gets_the_first_key() {
    reserve(ANN, "key-1");

    assertThat(reserve(ANN, "key-2")).isEqualTo(new Reservation.Reserved("key-1"));
  }

  @Test
  @Tag("ORG-7")
  void a_slug_of_somebody_else_is_taken() {
    reserve(ANN, "key-1");
    store.add(PROVIDER, entry("org_2", "Other", OTHER));

    assertThat(reserve(BOB, "key-1")).isEqualTo(TAKEN);
    assertThat(store.reserve(PROVIDER, OTHER, ANN, "key-2")).isEqualTo(TAKEN);
    complete("key-1", "org_1");
    assertThat(reserve(BOB, "key-1")).isEqualTo(TAKEN);
  }

  @Test
  @Tag("SES-7")
  void a_completed_reservation_is_found_and_the_same_holder_hears_that_it_was_created() {
    Entry entry = entry("org_1", "Acme", ACME);
    reserve(ANN, "key-1");

    assertThat(complete("key-1", "org_1")).isTrue();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization)).contains(entry);
    assertThat(store.find(PROVIDER, entry.organization().id())).contains(entry);
    assertThat(reserve(ANN, "key-2")).isEqualTo(new Reservation.Created(entry));
  }

  @Test
  @Tag("SES-7")
  void completing_again_changes_nothing() {
    reserve(ANN, "key-1");
    complete("key-1", "org_1");

    assertThat(complete("key-1", "org_1")).isTrue();
    assertThat(complete("key-1", "org_2")).isFalse();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization))
        .contains(entry("org_1", "Acme", ACME));
    assertThat(store.find(PROVIDER, id(2))).isEmpty();
  }

  @Test
  void completing_without_the_reservation_of_that_key_does_nothing() {
    assertThat(complete("key-1", "org_1")).isFalse();
    reserve(ANN, "key-1");
    assertThat(complete("KEY-1", "org_1")).isFalse();
    store.add(PROVIDER, entry("org_2", "Other", OTHER));
    assertThat(store.complete(PROVIDER, OTHER, "key-1", new Organization(id(2), "Other")))
        .isFalse();

    assertThat(store.findBySlug(PROVIDER, ACME)).isEmpty();
    assertThat(store.find(PROVIDER, id(1))).isEmpty();
  }

  @Test
  @Tag("ORG-7")
  void an_organization_gets_no_second_slug() {
    store.add(PROVIDER, entry("org_1", "Acme", OTHER));
    reserve(ANN, "key-1");

    assertThat(complete("key-1", "org_1")).isFalse();

    assertThat(store.findBySlug(PROVIDER, ACME)).isEmpty();
    assertThat(reserve(ANN, "key-2")).isEqualTo(new Reservation.Reserved("key-1"));
  }

  @Test
  @Tag("SES-7")
  void a_released_slug_is_free_again() {
    reserve(ANN, "key-1");

    store.release(PROVIDER, ACME, "key-1");

    assertThat(reserve(BOB, "key-2")).isEqualTo(new Reservation.Reserved("key-2"));
  }

  @Test
  void only_the_key_of_a_standing_reservation_releases_it() {
    store.release(PROVIDER, ACME, "key-1");
    reserve(ANN, "key-1");
    store.release(PROVIDER, ACME, "key-2");
    store.release(PROVIDER, ACME, "KEY-1");
    assertThat(reserve(BOB, "key-2")).isEqualTo(TAKEN);

    complete("key-1", "org_1");
    store.release(PROVIDER, ACME, "key-1");
    assertThat(store.findBySlug(PROVIDER, ACME)).isPresent();
  }

  @Test
  @Tag("DB-1")
  void holders_that_look_alike_are_different_holders() {
    reserve(new UserId("idea"), "key-1");

    for (String alike : Cast.LOOK_ALIKES.subList(1, Cast.LOOK_ALIKES.size())) {
      assertThat(reserve(new UserId(alike), "key-1")).isEqualTo(TAKEN);
    }
  }

  @Test
  @Tag("DB-1")
  void organizations_that_look_alike_are_different_organizations() {
    List<Entry> entries =
        Cast.LOOK_ALIKES.stream()
            .map(id -> entry(id, id, new OrganizationSlug("org-" + Cast.LOOK_ALIKES.indexOf(id))))
            .toList();

    entries.forEach(entry -> assertThat(store.add(PROVIDER, entry)).isTrue());

    for (Entry entry : entries) {
      assertThat(store.find(PROVIDER, entry.organization().id())).contains(entry);
    }
  }

  @Test
  @Tag("MEM-13")
  void provider_instances_never_share_a_slug_or_an_organization() {
    Entry here = entry("org_1", "Here", ACME);
    Entry there = entry("org_1", "There", ACME);

    assertThat(store.add(PROVIDER, here)).isTrue();
    assertThat(store.findBySlug(OTHER_PROVIDER, ACME)).isEmpty();
    assertThat(store.find(OTHER_PROVIDER, id(1))).isEmpty();
    assertThat(store.add(OTHER_PROVIDER, there)).isTrue();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization)).contains(here);
    assertThat(store.find(OTHER_PROVIDER, id(1))).contains(there);
  }

  @Test
  @Tag("ORG-7")
  void of_many_users_who_reserve_one_slug_exactly_one_gets_it() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      OrganizationSlug slug = new OrganizationSlug("round-" + round);
      List<Reservation> answers =
          Race.run(i -> () -> store.reserve(PROVIDER, slug, new UserId("user_" + i), "key-" + i));

      assertThat(answers).filteredOn(Reservation.Reserved.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(TAKEN::equals).hasSize(Race.RUNNERS - 1);
    }
  }

  @Test
  @Tag("SES-7")
  void one_user_who_reserves_many_times_at_once_gets_one_key() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      OrganizationSlug slug = new OrganizationSlug("round-" + round);
      List<Reservation> answers =
          Race.run(i -> () -> store.reserve(PROVIDER, slug, ANN, "key-" + i));

      assertThat(answers).hasOnlyElementsOfType(Reservation.Reserved.class);
      assertThat(answers.stream().distinct()).hasSize(1);
    }
  }

  @Test
  @Tag("ORG-7")
  void of_many_slugs_added_for_one_organization_exactly_one_stands() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      String id = "org_" + round;
      String slug = "round-" + round + "-";
      List<Boolean> added =
          Race.run(
              i -> () -> store.add(PROVIDER, entry(id, "Acme", new OrganizationSlug(slug + i))));

      assertThat(added).filteredOn(Boolean::booleanValue).hasSize(1);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    Organization acme = new Organization(id(1), "Acme");
    refuses("provider", () -> store.findBySlug(null, ACME));
    refuses("slug", () -> store.findBySlug(PROVIDER, null));
    refuses("provider", () -> store.find(null, id(1)));
    refuses("organization", () -> store.find(PROVIDER, null));
    refuses("provider", () -> store.add(null, new Entry(acme, ACME)));
    refuses("entry", () -> store.add(PROVIDER, null));
    refuses("provider", () -> store.reserve(null, ACME, ANN, "key-1"));
    refuses("slug", () -> store.reserve(PROVIDER, null, ANN, "key-1"));
    refuses("holder", () -> store.reserve(PROVIDER, ACME, null, "key-1"));
    refuses("externalId", () -> store.reserve(PROVIDER, ACME, ANN, null));
    refuses("externalId", () -> store.complete(PROVIDER, ACME, null, acme));
    refuses("organization", () -> store.complete(PROVIDER, ACME, "key-1", null));
    refuses("externalId", () -> store.release(PROVIDER, ACME, null));
  }

  private Reservation reserve(UserId holder, String externalId) {
    return store.reserve(PROVIDER, ACME, holder, externalId);
  }

  private boolean complete(String externalId, String organization) {
    return store.complete(
        PROVIDER, ACME, externalId, new Organization(new OrganizationId(organization), "Acme"));
  }

  private static OrganizationId id(int number) {
    return new OrganizationId("org_" + number);
  }

  private static Entry entry(String id, String name, OrganizationSlug slug) {
    return new Entry(new Organization(new OrganizationId(id), name), slug);
  }
}
