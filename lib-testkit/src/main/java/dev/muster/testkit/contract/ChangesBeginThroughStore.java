package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a change begins at, and what is under way then. */
abstract class ChangesBeginThroughStore extends ChangeStoreSteps {
  @Test
  @Tag("ADM-3")
  void a_change_of_each_kind_is_under_way_as_it_began() {
    List<Change> organizations = new ArrayList<>();
    List<Change> users = new ArrayList<>();
    for (Change change : changes()) {
      begun(change, LATER);
      (change instanceof Change.Creation ? users : organizations).add(change);
    }
    for (Change.Removal.Kind kind : Change.Removal.Kind.values()) {
      MembershipKey whose = new MembershipKey(provider, acme, new UserId(kind.name()));
      Change.Removal removal = new Change.Removal(newId(), whose, MEMBERSHIP, kind);
      begun(removal);
      organizations.add(removal);
    }

    assertThat(store.standing(organization).open())
        .containsExactlyInAnyOrderElementsOf(organizations);
    assertThat(store.standing(user).open()).containsExactlyInAnyOrderElementsOf(users);
  }

  @Test
  @Tag("ROLE-9")
  void reading_a_subject_changes_nothing() {
    Standing first = store.standing(organization);

    assertThat(first.subject()).isEqualTo(organization);
    assertThat(first.open()).isEmpty();
    assertThat(store.standing(organization)).isEqualTo(first);
    begun(roleChange(), LATER);
    assertThat(store.standing(organization)).isEqualTo(store.standing(organization));
  }

  @Test
  @Tag("ROLE-9")
  void a_change_does_not_begin_where_another_began_since() {
    List<Standing> seen = seen(organization);
    begun(roleChange(), LATER);
    Change late = roleChange();

    assertThat(store.begin(late, seen, LATER)).isEqualTo(Beginning.MOVED);
    assertThat(begin(removal(key), seen)).isEqualTo(Beginning.MOVED);

    assertThat(store.standing(organization).open()).hasSize(1).doesNotContain(late);
  }

  @Test
  @Tag("ROLE-9")
  void a_change_does_not_begin_where_another_was_finished_since() {
    for (End end : End.values()) {
      Change first = roleChange();
      begun(first, LATER);
      List<Standing> seen = seen(organization);
      store.finish(first.id(), end);

      assertThat(store.begin(roleChange(), seen, LATER)).isEqualTo(Beginning.MOVED);
    }
    assertThat(store.standing(organization).open()).isEmpty();
  }

  @Test
  @Tag("ADM-4")
  void a_change_is_about_all_subjects_that_were_read() {
    Change change = roleChange();
    List<Standing> before = seen(user);

    assertThat(store.begin(change, seen(organization, user), LATER)).isEqualTo(Beginning.BEGUN);

    assertThat(store.standing(organization).open()).containsExactly(change);
    assertThat(store.standing(user).open()).containsExactly(change);
    List<Standing> between = seen(user);
    assertThat(between.get(0).epoch()).isNotEqualTo(before.get(0).epoch());
    store.finish(change.id(), End.DONE);
    assertThat(store.standing(user).open()).isEmpty();
    assertThat(store.standing(user).epoch()).isNotEqualTo(between.get(0).epoch());
  }

  @Test
  @Tag("ADM-4")
  void a_change_does_not_begin_where_one_of_its_subjects_moved() {
    List<Standing> seen = seen(organization, user);
    Change creation = changes().get(3);
    begun(creation, LATER);

    assertThat(store.begin(roleChange(), seen, LATER)).isEqualTo(Beginning.MOVED);

    assertThat(store.standing(organization)).isEqualTo(seen.get(0));
    assertThat(store.standing(user).open()).containsExactly(creation);
  }

  @Test
  @Tag("ADM-3")
  void a_begin_that_is_repeated_began_and_is_there_once() {
    Change change = roleChange();
    List<Standing> seen = seen(organization);
    store.begin(change, seen, LATER);
    Standing after = store.standing(organization);
    assertThat(store.begin(change, seen, LATER)).isEqualTo(Beginning.BEGUN);
    assertThat(store.standing(organization)).isEqualTo(after);

    Change.Removal removal = removal(key);
    assertThat(begin(removal, seen(organization))).isEqualTo(Beginning.BEGUN);
    after = store.standing(organization);
    assertThat(begin(removal, seen)).isEqualTo(Beginning.BEGUN);
    assertThat(store.standing(organization)).isEqualTo(after);
  }

  @Test
  @Tag("ROLE-9")
  void of_changes_that_begin_at_the_same_epoch_exactly_one_does() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      List<Standing> seen = seen(organization);
      List<Beginning> begun =
          Race.run(
              i ->
                  () -> {
                    MembershipKey whose =
                        new MembershipKey(provider, acme, new UserId(newId().value()));
                    return i % 2 == 0
                        ? store.begin(roleChange(), seen, LATER)
                        : begin(removal(whose), seen);
                  });

      assertThat(begun).filteredOn(Beginning.BEGUN::equals).hasSize(1);
      assertThat(begun).filteredOn(Beginning.MOVED::equals).hasSize(Race.RUNNERS - 1);
      assertThat(store.standing(organization).open()).hasSize(round + 1);
    }
  }

  @Test
  @Tag("MEM-13")
  void what_is_done_to_one_subject_moves_no_other() {
    List<Subject> others =
        List.of(
            new Subject.OfUser(provider, new UserId(acme.value())),
            new Subject.OfOrganization(provider, new OrganizationId(ann.value())),
            new Subject.OfOrganization(provider, new OrganizationId("ORG_1")),
            new Subject.OfOrganization(new ProviderInstance(provider.value() + "-2"), acme),
            user);
    List<Standing> before = others.stream().map(store::standing).toList();

    begun(new Change.Deletion(newId(), provider, acme), LATER);
    begun(removal(key));

    assertThat(others.stream().map(store::standing)).isEqualTo(before);
  }

  @Test
  @Tag("DB-1")
  void subjects_that_look_alike_are_different_subjects() {
    for (String alike : Cast.LOOK_ALIKES) {
      begun(new Change.Deletion(newId(), provider, new OrganizationId(alike)), LATER);
      Change.Creation like = (Change.Creation) changes().get(3);
      begun(
          new Change.Creation(
              like.id(), provider, new UserId(alike), like.slug(), like.externalId(), like.name()),
          LATER);
    }
    for (String alike : Cast.LOOK_ALIKES) {
      assertThat(
              store
                  .standing(new Subject.OfOrganization(provider, new OrganizationId(alike)))
                  .open())
          .hasSize(1);
      assertThat(store.standing(new Subject.OfUser(provider, new UserId(alike))).open()).hasSize(1);
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void parts_that_do_not_belong_together_begin_nothing() {
    Change.Removal removal = removal(key);
    Change.Removal other = removal(key);
    List<Standing> seen = seen(organization);
    refuses(() -> store.begin((Change) removal, seen, LATER));
    refuses(() -> store.begin(roleChange(), seen(user), LATER));
    refuses(() -> store.begin(roleChange(), seen(organization, organization), LATER));
    refuses(() -> store.begin(removal, tombstone(removal, 0), seen(user), LATER));
    refuses(() -> store.begin(removal, tombstone(other, 0), seen, LATER));

    assertThat(seen(organization)).isEqualTo(seen);
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }
}
