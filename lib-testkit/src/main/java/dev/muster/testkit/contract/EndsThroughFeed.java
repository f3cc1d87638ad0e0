package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.RoleSlug;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.TokenHolder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ends with a membership, an organization, a user or a session, and who is told. */
abstract class EndsThroughFeed extends EventsThroughStore {
  @Test
  @Tag("FEED-6")
  void a_deletion_revokes_the_tokens_of_the_member_only() {
    mirrored(ann, bob, annElsewhere);
    Hash token = token(ann, null);
    Hash others = token(bob, null);
    Hash elsewhere = token(annElsewhere, null);
    long fence = begun();
    var unused = notices();

    apply(fence, ended(member(ann, 1)));

    isDead(token);
    assertThat(token(others)).contains(State.LIVE);
    assertThat(token(elsewhere)).contains(State.LIVE);
    assertThat(notices())
        .containsExactlyInAnyOrder(
            told(ann), new Notice.OfTokens(new TokenHolder.OfMembership(ann)));
  }

  @Test
  @Tag("FEED-6")
  void a_deletion_revokes_the_tokens_also_where_a_read_had_found_the_end() {
    mirrored(ann);
    Hash token = token(ann, null);
    var found = stage.memberships().record(ann, new Observation.Absent(at(1)), 1);
    long fence = begun();
    ProviderEvent event = ended(member(ann, 0));

    Applied applied = apply(fence, event);

    isDead(token);
    assertThat(entry(ann)).isEqualTo(found.entry());
    assertThat(applied).isEqualTo(new Applied(Map.of(), List.of(event.id())));
  }

  @Test
  @Tag("FEED-6")
  void a_token_that_was_being_issued_while_its_holder_ended_is_not_added() {
    mirrored(ann);
    long epoch = stage.tokens().epoch(ann);
    long fence = begun();

    apply(fence, ended(member(ann, 1)));

    assertThat(stage.tokens().epoch(ann)).isGreaterThan(epoch);
  }

  @Test
  @Tag("FEED-6")
  void an_organization_that_ended_takes_members_tokens_and_slug_with_it() {
    registered("org_1", "acme");
    registered("org_2", "other");
    mirrored(ann, bob, annElsewhere);
    Hash token = token(ann, null);
    Hash elsewhere = token(annElsewhere, null);
    long fence = begun();
    var unused = notices();
    ProviderEvent event = organizationEnded("org_1");

    Applied applied = apply(fence, event);

    assertThat(tombstone(ann).epoch()).isEqualTo(2);
    assertThat(tombstone(bob).epoch()).isEqualTo(2);
    assertThat(present(annElsewhere).epoch()).isEqualTo(1);
    assertThat(applied).isEqualTo(new Applied(Map.of(ann, 2L, bob, 2L), List.of(event.id())));
    isDead(token);
    assertThat(token(elsewhere)).contains(State.LIVE);
    assertThat(stage.directory().find(provider, ann.organization())).isEmpty();
    assertThat(stage.directory().hasEnded(provider, ann.organization())).isTrue();
    assertThat(stage.directory().find(provider, annElsewhere.organization())).isPresent();
    assertThat(notices())
        .containsExactlyInAnyOrder(
            told(ann),
            told(bob),
            new Notice.OfTokens(new TokenHolder.OfOrganization(provider, ann.organization())),
            new Notice.OfOrganization(provider, ann.organization(), true));
  }

  @Test
  @Tag("ADM-5")
  void an_organization_that_ended_never_comes_back() {
    long fence = begun();

    apply(fence, organizationEnded("org_1"));

    Organization late = new Organization(ann.organization(), "Acme");
    assertThat(apply(fence, event(new ProviderEvent.OrganizationStated(late))).events()).isEmpty();
    assertThat(stage.directory().hasEnded(provider, ann.organization())).isTrue();
    assertThat(stage.directory().find(provider, ann.organization())).isEmpty();
  }

  @Test
  @Tag("FEED-6")
  void a_user_who_ended_takes_memberships_and_tokens_of_all_organizations_along() {
    mirrored(ann, bob, annElsewhere);
    Hash token = token(ann, null);
    Hash elsewhere = token(annElsewhere, "session_1");
    Hash others = token(bob, null);
    long fence = begun();
    var unused = notices();

    Applied applied = apply(fence, event(new ProviderEvent.UserEnded(ann.user())));

    assertThat(applied.changed()).isEqualTo(Map.of(ann, 2L, annElsewhere, 2L));
    assertThat(entry(ann)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(entry(annElsewhere)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(present(bob).epoch()).isEqualTo(1);
    isDead(token, elsewhere);
    assertThat(token(others)).contains(State.LIVE);
    assertThat(notices())
        .containsExactlyInAnyOrder(
            told(ann),
            told(annElsewhere),
            new Notice.OfTokens(new TokenHolder.OfUser(provider, ann.user())));
  }

  @Test
  @Tag("FEED-6")
  void a_session_that_ended_takes_its_tokens_along_and_everybody_is_told() {
    Hash token = token(ann, "session_1");
    Hash other = token(ann, "session_2");
    long fence = begun();
    var unused = notices();
    ProviderEvent event = event(new ProviderEvent.SessionEnded(ann.user(), "session_1"));

    Applied applied = apply(fence, event);

    isDead(token);
    assertThat(token(other)).contains(State.LIVE);
    assertThat(applied).isEqualTo(new Applied(Map.of(), List.of(event.id())));
    assertThat(notices())
        .containsExactlyInAnyOrder(
            new Notice.OfSession(provider, ann.user(), "session_1"),
            new Notice.OfTokens(new TokenHolder.OfSession(provider, ann.user(), "session_1")));
  }

  @Test
  @Tag("ORG-2")
  void an_organizations_new_name_is_in_the_register() {
    registered("org_1", "acme");
    long fence = begun();
    var unused = notices();
    Organization renamed = new Organization(ann.organization(), "Caf\u00e9");

    Applied applied =
        apply(
            fence,
            event(new ProviderEvent.OrganizationStated(renamed)),
            event(
                new ProviderEvent.OrganizationStated(
                    new Organization(annElsewhere.organization(), "nobody mirrored it"))));

    assertThat(stage.directory().find(provider, ann.organization()).orElseThrow().organization())
        .isEqualTo(renamed);
    assertThat(stage.directory().find(provider, annElsewhere.organization())).isEmpty();
    assertThat(applied.events()).hasSize(1);
    assertThat(notices())
        .containsExactly(new Notice.OfOrganization(provider, ann.organization(), false));
  }

  @Test
  @Tag("FEED-7")
  void a_role_that_changed_is_told_to_everybody() {
    mirrored(ann);
    long fence = begun();
    MirrorEntry before = entry(ann);
    var unused = notices();
    RoleSlug admin = new RoleSlug("admin");

    Applied applied =
        apply(
            fence,
            event(new ProviderEvent.RoleChanged(admin, null)),
            event(new ProviderEvent.RoleChanged(admin, ann.organization())));

    assertThat(applied.events()).hasSize(2);
    assertThat(entry(ann)).isEqualTo(before);
    assertThat(notices())
        .containsExactly(
            new Notice.OfRole(provider, admin, null),
            new Notice.OfRole(provider, admin, ann.organization()));
  }
}
