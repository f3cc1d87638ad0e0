package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a change writes into the mirror, the tokens and the register. */
abstract class ChangesEndThroughStore extends ChangesBeginThroughStore {
  private final MembershipKey bob = new MembershipKey(provider, acme, new UserId("user_2"));
  private final MembershipKey elsewhere =
      new MembershipKey(provider, new OrganizationId("org_2"), ann);

  @Test
  @Tag("ADM-3")
  void a_removal_that_began_denies_in_the_mirror_and_suspends_the_tokens() {
    mirrored(key);
    Hash token = token(key);
    Hash another = token(bob);
    Change.Removal removal = removal(key);

    begun(removal);

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Ending.class);
    assertThat(((MirrorEntry.Ending) entry(key)).removal()).isEqualTo(removal.removal());
    tokenIs(token, State.SUSPENDED);
    tokenIs(another, State.LIVE);
  }

  @Test
  @Tag("ADM-3")
  void a_removal_of_a_key_that_moved_writes_nothing() {
    mirrored(key);
    Hash token = token(key);
    List<Standing> seen = seen(organization);
    Change.Removal removal = removal(key);

    assertThat(store.begin(removal, tombstone(removal, entry(key).epoch() - 1), seen, LATER))
        .isEqualTo(Beginning.MOVED);

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);
    tokenIs(token, State.LIVE);
    assertThat(seen(organization)).isEqualTo(seen);
  }

  @Test
  @Tag("ADM-3")
  void a_removal_at_an_old_epoch_writes_neither_mirror_nor_tokens() {
    mirrored(key);
    Hash token = token(key);
    List<Standing> seen = seen(organization);
    begun(roleChange(), LATER);

    assertThat(begin(removal(key), seen)).isEqualTo(Beginning.MOVED);

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);
    tokenIs(token, State.LIVE);
  }

  @Test
  @Tag("ADM-3")
  void a_second_removal_of_a_member_is_refused_while_the_first_is_in_progress() {
    mirrored(key);
    Change.Removal first = removal(key);
    begun(first);
    List<Standing> seen = seen(organization);

    assertThat(begin(removal(key), seen)).isEqualTo(Beginning.REFUSED);

    assertThat(seen(organization)).isEqualTo(seen);
    assertThat(((MirrorEntry.Ending) entry(key)).removal()).isEqualTo(first.removal());
  }

  @Test
  @Tag("MEM-7")
  void a_removal_that_is_done_is_a_confirmed_tombstone_and_revokes_the_tokens() {
    mirrored(key);
    Hash token = token(key);
    Hash another = token(bob);
    Change.Removal removal = removal(key);
    begun(removal);

    Map<MembershipKey, Long> written = store.finish(removal.id(), End.DONE);

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(written).isEqualTo(Map.of(key, entry(key).epoch()));
    tokenIsDead(token);
    tokenIs(another, State.LIVE);
    assertThat(store.standing(organization).open()).isEmpty();
  }

  @Test
  @Tag("ADM-3")
  void a_removal_that_is_undone_lets_membership_and_tokens_stand() {
    mirrored(key);
    Hash token = token(key);
    Change.Removal removal = removal(key);
    begun(removal);

    Map<MembershipKey, Long> written = store.finish(removal.id(), End.UNDONE);

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);
    assertThat(written).isEqualTo(Map.of(key, entry(key).epoch()));
    tokenIs(token, State.LIVE);
    assertThat(store.standing(organization).open()).isEmpty();
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_that_is_done_ends_the_organization_everywhere() {
    registered("org_1", "acme");
    registered("org_2", "other");
    List.of(key, bob, elsewhere).forEach(this::mirrored);
    Hash annsToken = token(key);
    Hash bobsToken = token(bob);
    Hash another = token(elsewhere);
    Change.Removal removal = removal(bob);
    begun(removal);
    Change deletion = new Change.Deletion(newId(), provider, acme);
    begun(deletion, LATER);
    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);

    Map<MembershipKey, Long> written = store.finish(deletion.id(), End.DONE);

    assertThat(written).isEqualTo(Map.of(key, entry(key).epoch(), bob, entry(bob).epoch()));
    assertThat(entry(key)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(entry(bob)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(entry(elsewhere)).isInstanceOf(MirrorEntry.Present.class);
    tokenIsDead(annsToken);
    tokenIsDead(bobsToken);
    tokenIs(another, State.LIVE);
    assertThat(stage.directory().find(provider, acme)).isEmpty();
    assertThat(stage.directory().find(provider, elsewhere.organization())).isPresent();
    assertThat(store.standing(organization).open()).containsExactly(removal);
    assertThat(store.finish(removal.id(), End.UNDONE)).isEmpty();
    assertThat(entry(bob)).isInstanceOf(MirrorEntry.Ended.class);
    tokenIsDead(bobsToken);
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_that_is_undone_and_other_changes_leave_everything_as_it_was() {
    registered("org_1", "acme");
    mirrored(key);
    Hash token = token(key);
    MirrorEntry before = entry(key);

    for (Change change : changes()) {
      begun(change, LATER);
      End end = change instanceof Change.Deletion ? End.UNDONE : End.DONE;
      assertThat(store.finish(change.id(), end)).isEmpty();
    }

    assertThat(entry(key)).isEqualTo(before);
    tokenIs(token, State.LIVE);
    assertThat(stage.directory().find(provider, acme)).isPresent();
    assertThat(store.standing(organization).open()).isEmpty();
    assertThat(store.standing(user).open()).isEmpty();
  }

  @Test
  @Tag("ADM-3")
  void a_change_is_finished_once() {
    mirrored(key);
    Change.Removal removal = removal(key);
    begun(removal);
    store.finish(removal.id(), End.UNDONE);
    List<Standing> after = seen(organization);

    assertThat(store.finish(removal.id(), End.DONE)).isEmpty();
    assertThat(store.finish(newId(), End.DONE)).isEmpty();

    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);
    assertThat(seen(organization)).isEqualTo(after);
  }

  private void registered(String id, String slug) {
    Organization stated = new Organization(new OrganizationId(id), slug);
    assertThat(
            stage
                .directory()
                .add(provider, new DirectoryStore.Entry(stated, new OrganizationSlug(slug))))
        .isTrue();
  }
}
