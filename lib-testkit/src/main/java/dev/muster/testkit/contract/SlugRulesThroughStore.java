package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.OTHER_PROVIDER;
import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore.Entry;
import dev.muster.store.DirectoryStore.Listing;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Renaming;
import dev.muster.store.DirectoryStore.Reservation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules by which slugs change hands, seen through a store. */
abstract class SlugRulesThroughStore extends EndingRulesThroughStore {

  @Test
  @Tag("SCOPE-5")
  void a_renamed_organization_has_the_new_slug_and_the_old_one_is_free() {
    add(ACME, OLD);

    assertThat(store.rename(PROVIDER, ACME.id(), NEW)).isEqualTo(Renaming.RENAMED);

    assertThat(store.findBySlug(PROVIDER, OLD)).isEmpty();
    assertThat(store.findBySlug(PROVIDER, NEW)).contains(of(ACME, NEW));
    assertThat(store.find(PROVIDER, ACME.id())).contains(new Entry(ACME, NEW));
    assertThat(store.add(PROVIDER, new Entry(BETA, OLD))).isTrue();
    assertThat(store.update(PROVIDER, new Organization(ACME.id(), "Apex"))).isTrue();
    assertThat(store.findBySlug(PROVIDER, OLD)).contains(of(BETA, OLD));
  }

  @Test
  @Tag("SCOPE-5")
  void a_slug_of_anybody_else_is_no_new_name() {
    add(ACME, OLD);
    add(BETA, OTHER);
    store.renamePersonal(PROVIDER, ANN, new OrganizationSlug("ann"));
    store.reserve(PROVIDER, NEW, BOB, "key-1");

    for (OrganizationSlug taken : List.of(OTHER, NEW, new OrganizationSlug("ann"))) {
      assertThat(store.rename(PROVIDER, ACME.id(), taken)).isEqualTo(Renaming.TAKEN);
      assertThat(store.renamePersonal(PROVIDER, BOB, taken)).isEqualTo(Renaming.TAKEN);
    }

    assertThat(store.find(PROVIDER, ACME.id())).contains(new Entry(ACME, OLD));
    assertThat(store.findBySlug(PROVIDER, OTHER)).contains(of(BETA, OTHER));
    assertThat(store.findPersonal(PROVIDER, BOB)).isEmpty();
  }

  @Test
  @Tag("SCOPE-5")
  void the_slug_that_is_there_already_is_no_conflict() {
    store.reserve(PROVIDER, OLD, ANN, "key-1");
    store.complete(PROVIDER, OLD, "key-1", ACME);
    store.renamePersonal(PROVIDER, ANN, NEW);

    assertThat(store.rename(PROVIDER, ACME.id(), OLD)).isEqualTo(Renaming.RENAMED);
    assertThat(store.renamePersonal(PROVIDER, ANN, NEW)).isEqualTo(Renaming.RENAMED);

    assertThat(store.findBySlug(PROVIDER, NEW)).contains(new Owner.OfUser(ANN));
    assertThat(store.reserve(PROVIDER, OLD, ANN, "key-2"))
        .isEqualTo(new Reservation.Created(new Entry(ACME, OLD)));
  }

  @Test
  @Tag("SCOPE-5")
  void only_what_is_mirrored_can_be_renamed() {
    add(ACME, OLD);

    assertThat(store.rename(PROVIDER, new OrganizationId("ORG_1"), NEW))
        .isEqualTo(Renaming.UNKNOWN);
    assertThat(store.rename(OTHER_PROVIDER, ACME.id(), NEW)).isEqualTo(Renaming.UNKNOWN);

    assertThat(store.findBySlug(PROVIDER, NEW)).isEmpty();
  }

  @Test
  @Tag("SCOPE-5")
  void a_rename_ends_the_creation_under_the_old_slug() {
    store.reserve(PROVIDER, OLD, ANN, "key-1");
    store.complete(PROVIDER, OLD, "key-1", ACME);

    store.rename(PROVIDER, ACME.id(), NEW);

    assertThat(store.reserve(PROVIDER, NEW, ANN, "key-2")).isEqualTo(new Reservation.Taken());
    assertThat(store.reserve(PROVIDER, OLD, ANN, "key-2"))
        .isEqualTo(new Reservation.Reserved("key-2"));
    assertThat(store.complete(PROVIDER, OLD, "key-1", ACME)).isFalse();
  }

  @Test
  @Tag("SCOPE-5")
  void a_user_has_one_slug_in_the_namespace_of_organizations() {
    assertThat(store.findPersonal(PROVIDER, ANN)).isEmpty();

    assertThat(store.renamePersonal(PROVIDER, ANN, OLD)).isEqualTo(Renaming.RENAMED);

    assertThat(store.findPersonal(PROVIDER, ANN)).contains(OLD);
    assertThat(store.findBySlug(PROVIDER, OLD)).contains(new Owner.OfUser(ANN));
    assertThat(store.add(PROVIDER, new Entry(ACME, OLD))).isFalse();
    assertThat(store.reserve(PROVIDER, OLD, ANN, "key-1")).isEqualTo(new Reservation.Taken());
    store.release(PROVIDER, OLD, "key-1");
    assertThat(store.renamePersonal(PROVIDER, ANN, NEW)).isEqualTo(Renaming.RENAMED);

    assertThat(store.findPersonal(PROVIDER, ANN)).contains(NEW);
    assertThat(store.findBySlug(PROVIDER, OLD)).isEmpty();
    assertThat(store.renamePersonal(PROVIDER, BOB, OLD)).isEqualTo(Renaming.RENAMED);
    assertThat(store.findPersonal(PROVIDER, ANN)).contains(NEW);
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  void users_that_look_alike_have_slugs_of_their_own() {
    for (int i = 0; i < Cast.LOOK_ALIKES.size(); i++) {
      store.renamePersonal(PROVIDER, new UserId(Cast.LOOK_ALIKES.get(i)), slug("alike-" + i));
    }
    store.renamePersonal(OTHER_PROVIDER, new UserId(Cast.LOOK_ALIKES.get(0)), slug("alike-1"));

    for (int i = 0; i < Cast.LOOK_ALIKES.size(); i++) {
      UserId user = new UserId(Cast.LOOK_ALIKES.get(i));
      assertThat(store.findPersonal(PROVIDER, user)).contains(slug("alike-" + i));
      assertThat(store.findBySlug(PROVIDER, slug("alike-" + i))).contains(new Owner.OfUser(user));
    }
  }

  @Test
  @Tag("SCOPE-4")
  void a_users_slug_and_organizations_are_listed_together() {
    add(ACME, OLD);
    add(BETA, OTHER);
    store.renamePersonal(PROVIDER, ANN, NEW);
    store.renamePersonal(OTHER_PROVIDER, BOB, NEW);

    assertThat(store.list(PROVIDER, ANN, Set.of(ACME.id())))
        .isEqualTo(new Listing(NEW, List.of(new Entry(ACME, OLD))));
    assertThat(store.list(PROVIDER, ANN, Set.of())).isEqualTo(new Listing(NEW, List.of()));
    assertThat(store.list(PROVIDER, BOB, Set.of(BETA.id())))
        .isEqualTo(new Listing(null, List.of(new Entry(BETA, OTHER))));
  }

  @Test
  @Tag("SCOPE-5")
  void of_many_who_take_one_slug_exactly_one_gets_it() {
    for (int i = 0; i < Race.RUNNERS; i++) {
      add(organization(i), slug("first-" + i));
    }
    for (int round = 0; round < Race.ROUNDS; round++) {
      OrganizationSlug wish = slug("wish-" + round);
      List<Renaming> answers =
          Race.run(
              i ->
                  () ->
                      i % 2 == 0
                          ? store.rename(PROVIDER, organization(i).id(), wish)
                          : store.renamePersonal(PROVIDER, new UserId("user_" + i), wish));

      assertThat(answers).filteredOn(Renaming.RENAMED::equals).hasSize(1);
      assertThat(answers).filteredOn(Renaming.TAKEN::equals).hasSize(Race.RUNNERS - 1);
    }
  }

  @Test
  @Tag("SCOPE-5")
  void one_who_is_renamed_many_times_at_once_has_one_slug() {
    add(ACME, OLD);
    for (int round = 0; round < Race.ROUNDS; round++) {
      String wish = "wish-" + round + "-";
      List<Renaming> answers =
          Race.run(
              i ->
                  () ->
                      i % 2 == 0
                          ? store.rename(PROVIDER, ACME.id(), slug(wish + i))
                          : store.renamePersonal(PROVIDER, ANN, slug(wish + i)));

      assertThat(answers).containsOnly(Renaming.RENAMED);
      long found = 0;
      for (int i = 0; i < Race.RUNNERS; i++) {
        found += store.findBySlug(PROVIDER, slug(wish + i)).isPresent() ? 1 : 0;
      }
      assertThat(found).isEqualTo(2);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name_of_renames_too() {
    refuses("user", () -> store.findPersonal(PROVIDER, null));
    refuses("provider", () -> store.list(null, ANN, Set.of()));
    refuses("user", () -> store.list(PROVIDER, null, Set.of()));
    refuses("organization", () -> store.rename(PROVIDER, null, NEW));
    refuses("slug", () -> store.rename(PROVIDER, ACME.id(), null));
    refuses("user", () -> store.renamePersonal(PROVIDER, null, NEW));
    refuses("slug", () -> store.renamePersonal(PROVIDER, ANN, null));
  }
}
