package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RemovalId;
import dev.muster.name.TokenId;
import dev.muster.provider.Organization;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.DirectoryStore.Renaming;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.RemovalStep;
import dev.muster.store.TokenHolder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each change of meaning is in the log, and nothing else is. */
abstract class LogOfStores extends FeedSteps {
  @Test
  @Tag("FEED-8")
  void each_change_of_a_membership_is_in_the_log_once() {
    mirrored(ann);
    assertThat(notices()).containsExactly(new Notice.OfMembership(ann, 1));

    seen(ann, member(ann, 1), 1);
    var unused = stage.memberships().record(ann, new Observation.Absent(at(2)), 2);
    assertThat(notices())
        .containsExactly(new Notice.OfMembership(ann, 2), new Notice.OfMembership(ann, 3));
  }

  @Test
  @Tag("FEED-8")
  void what_changes_no_meaning_is_not_in_the_log() {
    mirrored(ann);
    Observation.Absent absent = new Observation.Absent(at(1));
    var unused = notices();

    seen(ann, member(ann, 0), 5);
    seen(ann, member(ann, -1), 6);
    var unusedMoved = stage.memberships().record(ann, absent, 9);
    var unusedUnknown = stage.memberships().record(bob, absent, 0);
    var unusedUndo =
        stage.memberships().remove(ann, new RemovalStep.Undo(new RemovalId(newId("removal"))));

    assertThat(notices()).isEmpty();
  }

  @Test
  @Tag("MEM-9")
  void a_removal_and_its_tokens_are_in_the_log_at_each_step() {
    mirrored(ann);
    Hash token = token(ann, null);
    var unused = notices();
    Notice tokens = new Notice.OfTokens(new TokenHolder.OfMembership(ann));

    ChangeId first = begin(ann);
    assertThat(notices()).containsExactlyInAnyOrder(told(ann), tokens);
    assertThat(stage.changes().finish(first, End.UNDONE)).isNotEmpty();
    assertThat(notices()).containsExactly(told(ann));

    ChangeId second = begin(ann);
    assertThat(notices()).containsExactlyInAnyOrder(told(ann), tokens);
    assertThat(stage.changes().finish(second, End.DONE)).isNotEmpty();
    assertThat(notices()).containsExactlyInAnyOrder(told(ann), tokens);
    isDead(token);
  }

  @Test
  @Tag("MEM-9")
  void a_deletion_that_is_done_is_in_the_log_with_all_that_it_ends() {
    registered("org_1", "acme");
    mirrored(ann, bob, annElsewhere);
    token(ann, null);
    var unused = notices();
    Change deletion =
        new Change.Deletion(new ChangeId(newId("change")), provider, ann.organization());
    Subject subject = Subject.of(deletion);
    assertThat(stage.changes().begin(deletion, List.of(stage.changes().standing(subject)), LONG))
        .isEqualTo(Beginning.BEGUN);
    assertThat(notices()).isEmpty();

    assertThat(stage.changes().finish(deletion.id(), End.DONE)).hasSize(2);

    assertThat(notices())
        .containsExactlyInAnyOrder(
            told(ann),
            told(bob),
            new Notice.OfTokens(new TokenHolder.OfOrganization(provider, ann.organization())),
            new Notice.OfOrganization(provider, ann.organization(), true));
  }

  @Test
  @Tag("TOK-5")
  void tokens_that_are_revoked_or_suspended_are_in_the_log() {
    Hash one = token(ann, null);
    TokenId id = stage.tokens().find(one).orElseThrow().token().id();
    Notice anns = new Notice.OfTokens(new TokenHolder.OfMembership(ann));

    assertThat(stage.tokens().revoke(ann, id)).isTrue();
    assertThat(notices()).containsExactly(anns);

    token(ann, "session_1");
    TokenHolder session = new TokenHolder.OfSession(provider, ann.user(), "session_1");
    stage.tokens().suspend(ann);
    assertThat(notices()).containsExactly(anns);
    stage.tokens().resume(ann);
    assertThat(stage.tokens().revoke(session)).isEqualTo(1);
    assertThat(notices()).containsExactly(new Notice.OfTokens(session));

    for (TokenHolder holder :
        List.of(
            new TokenHolder.OfMembership(ann),
            new TokenHolder.OfUser(provider, ann.user()),
            new TokenHolder.OfOrganization(provider, ann.organization()))) {
      token(ann, null);
      assertThat(stage.tokens().revoke(holder)).isEqualTo(1);
      assertThat(notices()).containsExactly(new Notice.OfTokens(holder));
    }
  }

  @Test
  @Tag("TOK-5")
  void where_no_token_is_revoked_the_log_says_nothing() {
    Hash hash = token(ann, null);
    TokenId id = stage.tokens().find(hash).orElseThrow().token().id();

    assertThat(stage.tokens().revoke(new TokenHolder.OfMembership(bob))).isZero();
    assertThat(stage.tokens().revoke(bob, id)).isFalse();
    assertThat(stage.tokens().revoke(new TokenHolder.OfSession(provider, ann.user(), "session_9")))
        .isZero();
    stage.tokens().suspend(bob);
    assertThat(notices()).isEmpty();

    assertThat(stage.tokens().revoke(new TokenHolder.OfMembership(ann))).isEqualTo(1);
    var unused = notices();
    assertThat(stage.tokens().revoke(ann, id)).isTrue();
    stage.tokens().suspend(ann);
    assertThat(notices()).isEmpty();
  }

  @Test
  @Tag("ORG-2")
  void other_names_and_slugs_and_ends_of_organizations_are_in_the_log() {
    registered("org_1", "acme");
    var unused = notices();
    Notice org = new Notice.OfOrganization(provider, ann.organization(), false);
    OrganizationSlug slug = new OrganizationSlug("zenith");
    OrganizationSlug own = new OrganizationSlug("anns-own");

    Organization renamed = new Organization(ann.organization(), "Acme 2");
    assertThat(stage.directory().update(provider, renamed)).isTrue();
    assertThat(notices()).containsExactly(org);
    assertThat(stage.directory().rename(provider, ann.organization(), slug))
        .isEqualTo(Renaming.RENAMED);
    assertThat(notices()).contains(org, new Notice.OfSlug(provider, slug));
    assertThat(stage.directory().renamePersonal(provider, ann.user(), own))
        .isEqualTo(Renaming.RENAMED);
    assertThat(notices()).contains(new Notice.OfSlug(provider, own));
    assertThat(stage.directory().end(provider, ann.organization())).isTrue();
    assertThat(notices()).contains(new Notice.OfOrganization(provider, ann.organization(), true));
  }

  @Test
  @Tag("ORG-2")
  void where_no_organization_changes_the_log_says_nothing() {
    registered("org_1", "acme");
    var unused = notices();
    OrganizationSlug acme = new OrganizationSlug("acme");

    assertThat(stage.directory().update(provider, new Organization(ann.organization(), "acme")))
        .isFalse();
    assertThat(stage.directory().rename(provider, ann.organization(), acme))
        .isEqualTo(Renaming.RENAMED);
    assertThat(stage.directory().renamePersonal(provider, ann.user(), acme))
        .isEqualTo(Renaming.TAKEN);
    assertThat(stage.directory().rename(provider, annElsewhere.organization(), acme))
        .isEqualTo(Renaming.UNKNOWN);
    assertThat(notices()).isEmpty();

    assertThat(stage.directory().end(provider, ann.organization())).isTrue();
    var unusedEnd = notices();
    assertThat(stage.directory().end(provider, ann.organization())).isFalse();
    assertThat(notices()).isEmpty();
  }

  private ChangeId begin(MembershipKey key) {
    Change.Removal removal =
        new Change.Removal(
            new ChangeId(newId("change")), key, member(key, 0).id(), Change.Removal.Kind.REMOVE);
    RemovalStep.Begin tombstone =
        new RemovalStep.Begin(
            removal.removal(), new Observation.Seen(member(key, 0), at(0)), entry(key).epoch());
    var standing = stage.changes().standing(Subject.of(removal));
    assertThat(stage.changes().begin(removal, tombstone, List.of(standing), LONG))
        .isEqualTo(Beginning.BEGUN);
    return removal.id();
  }
}
