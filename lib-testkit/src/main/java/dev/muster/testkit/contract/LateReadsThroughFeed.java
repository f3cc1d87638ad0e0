package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.MembershipStore.Read;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Members of whom the mirror knew nothing when their user or organization ended: what was asked for
 * before and comes after makes none.
 */
@Tag("MEM-10")
abstract class LateReadsThroughFeed extends EndsThroughFeed {
  private static final int USERS = 10;

  @Test
  void a_read_from_before_the_end_of_a_user_makes_no_member() {
    long fence = begun();
    Read read = stage.memberships().find(ann);

    apply(fence, event(new ProviderEvent.UserEnded(ann.user())));

    isLate(read, ann);
    countsAgain(ann);
  }

  @Test
  void a_read_from_before_the_end_of_an_organization_makes_no_member() {
    long fence = begun();
    Read read = stage.memberships().find(ann);

    apply(fence, organizationEnded("org_1"));

    isLate(read, ann);
  }

  @Test
  void a_read_from_before_a_webhook_of_an_end_makes_no_member() {
    begun();
    Read read = stage.memberships().find(ann);
    assertThat(feed.receive(provider, "message-1", event(new ProviderEvent.UserEnded(ann.user()))))
        .isPresent();
    isLate(read, ann);

    Read later = stage.memberships().find(bob);
    assertThat(feed.receive(provider, "message-2", organizationEnded("org_1"))).isPresent();
    isLate(later, bob);
  }

  @Test
  void a_read_from_before_the_deletion_of_an_organization_makes_no_member() {
    begun();
    Read read = stage.memberships().find(ann);
    Change deletion =
        new Change.Deletion(new ChangeId(newId("change")), provider, ann.organization());
    var unusedBeginning =
        stage
            .changes()
            .begin(deletion, List.of(stage.changes().standing(Subject.of(deletion))), LONG);

    var unused = stage.changes().finish(deletion.id(), End.DONE);

    isLate(read, ann);
  }

  @Test
  void a_read_from_before_the_end_of_a_user_lifts_no_tombstone() {
    mirrored(ann);
    Write found = stage.memberships().record(ann, new Observation.Absent(at(1)), 1);
    long fence = begun();
    Read read = stage.memberships().find(ann);

    apply(fence, event(new ProviderEvent.UserEnded(ann.user())));

    assertThat(written(read, ann, again(ann, 5)).verdict()).isEqualTo(Verdict.MOVED);
    assertThat(entry(ann)).isEqualTo(found.entry());
  }

  @Test
  void of_many_reads_that_are_written_while_their_user_ends_none_makes_a_member() {
    long fence = begun();
    for (int round = 0; round < USERS; round++) {
      List<MembershipKey> keys = new ArrayList<>();
      for (int i = 1; i < Race.RUNNERS; i++) {
        keys.add(key("org_" + i, "user_1" + round));
      }
      UserId user = keys.get(0).user();
      List<Read> reads = keys.stream().map(stage.memberships()::find).toList();

      var unused =
          Race.run(
              i ->
                  () ->
                      i == 0
                          ? apply(fence, event(new ProviderEvent.UserEnded(user)))
                          : written(reads.get(i - 1), keys.get(i - 1)));

      assertThat(keys).noneMatch(key -> entry(key) instanceof MirrorEntry.Present);
    }
  }

  private void isLate(Read read, MembershipKey key) {
    var unused = notices();
    assertThat(written(read, key)).isEqualTo(new Write(Verdict.MOVED, new MirrorEntry.Unknown()));
    assertThat(entry(key)).isInstanceOf(MirrorEntry.Unknown.class);
    assertThat(notices()).isEmpty();
  }

  private void countsAgain(MembershipKey key) {
    assertThat(written(stage.memberships().find(key), key).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(present(key).epoch()).isEqualTo(1);
  }

  private Write written(Read read, MembershipKey key) {
    return written(read, key, member(key, 0));
  }

  /** Writes what the provider said after a find of the mirror. */
  private Write written(Read read, MembershipKey key, Membership said) {
    return stage
        .memberships()
        .record(key, new Observation.Seen(said, read.storeTime()), read.entry().epoch());
  }
}
