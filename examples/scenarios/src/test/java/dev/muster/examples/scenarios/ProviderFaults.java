package dev.muster.examples.scenarios;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What an adapter of a provider can do wrong. */
final class ProviderFaults {
  private ProviderFaults() {}

  private static Fault looks(
      BiFunction<FakeIdentityProvider, MembershipKey, Optional<Membership>> up) {
    return (kit, host) -> {
      FakeIdentityProvider fake = kit.provider().fake();
      return host.provider(
          Twisted.of(
              IdentityProvider.class,
              fake,
              "findMembership",
              asked ->
                  up.apply(
                      fake,
                      new MembershipKey(
                          fake.instance(), (OrganizationId) asked[0], (UserId) asked[1]))));
    };
  }

  private static Membership with(
      Membership like, OrganizationId organization, MembershipStatus status) {
    return new Membership(
        like.id(), organization, like.user(), status, like.roles(), like.updatedAt());
  }

  /** Takes the first membership of a user for the one that was asked for. */
  static Fault takesTheFirstMembership() {
    return looks(
        (fake, key) ->
            fake.listMemberships(key.user()).stream()
                .findFirst()
                .map(first -> with(first, key.organization(), first.status())));
  }

  /** Looks for a member on the first page of the list only. */
  static Fault readsTheFirstPage() {
    return looks(
        (fake, key) ->
            fake.pages().members(key.organization(), null, 10).rows().stream()
                .filter(member -> member.user().equals(key.user()))
                .findFirst());
  }

  /** Answers each list of members with nobody. */
  static Fault listsNobody() {
    return emptily("listMembers");
  }

  /** Answers each list of a user's memberships with none. */
  static Fault listsNoMemberships() {
    return emptily("listMemberships");
  }

  private static Fault emptily(String list) {
    return (kit, host) ->
        host.provider(
            Twisted.of(IdentityProvider.class, kit.provider().fake(), list, asked -> List.of()));
  }

  /** Takes an invitation for a membership. */
  static Fault takesPendingForActive() {
    return looks(
        (fake, key) ->
            fake.findMembership(key.organization(), key.user())
                .map(there -> with(there, there.organization(), MembershipStatus.ACTIVE)));
  }

  /** Takes a failure for the answer that there is no membership. */
  static Fault takesFailureForNo() {
    return (kit, host) -> {
      FakeIdentityProvider fake = kit.provider().fake();
      IdentityProvider sure =
          Twisted.of(
              IdentityProvider.class,
              fake,
              "findOrganization",
              asked -> Optional.of(new Organization((OrganizationId) asked[0], "acme")));
      return host.provider(
          Twisted.of(
              IdentityProvider.class,
              sure,
              "findMembership",
              asked -> {
                try {
                  return fake.findMembership((OrganizationId) asked[0], (UserId) asked[1]);
                } catch (RuntimeException failed) {
                  return Optional.empty();
                }
              }));
    };
  }

  /** Remembers for ever what the provider said first. */
  static Fault neverAsksAgain() {
    Map<MembershipKey, Optional<Membership>> said = new ConcurrentHashMap<>();
    return looks(
        (fake, key) ->
            said.computeIfAbsent(
                key, first -> fake.findMembership(key.organization(), key.user())));
  }

  /** Asks each question twice. */
  static Fault asksTwice() {
    return looks(
        (fake, key) -> {
          Optional<Membership> unused = fake.findMembership(key.organization(), key.user());
          return fake.findMembership(key.organization(), key.user());
        });
  }

  /** Takes a refresh that failed for the end of the session. */
  static Fault takesFailureForEnd() {
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(URI.create("https://host.example/callback"))
            .build();
    return (kit, host) -> {
      SessionProvider fake = kit.provider().fake();
      return host.sessions(
          Twisted.of(
              SessionProvider.class,
              fake,
              "refresh",
              asked -> {
                try {
                  return fake.refresh((Secret) asked[0], (OrganizationId) asked[1]);
                } catch (RuntimeException failed) {
                  return new SessionProvider.RefreshOutcome.Ended();
                }
              }),
          settings);
    };
  }

  /** Says that an invitation was revoked, and revokes none. */
  static Fault revokesNothing() {
    return (kit, host) -> {
      InvitationProvider fake = kit.provider().fake();
      return host.invitations(
          Twisted.of(
              InvitationProvider.class,
              fake,
              "revokeInvitation",
              asked ->
                  fake.findInvitation(
                          (OrganizationId) asked[0], (dev.muster.name.InvitationId) asked[1])
                      .orElseThrow()));
    };
  }

  /** Tells of no event. */
  static Fault readsNoEvents() {
    return (kit, host) ->
        host.events(
            Twisted.of(
                EventSource.class,
                kit.provider().fake().eventSource(),
                "after",
                asked -> Optional.of(new EventSource.Page(List.of(), (String) asked[0], true))));
  }

  /** Takes no webhook. */
  static Fault takesNoWebhook() {
    return Fault.of(
        host ->
            host.webhooks(
                (headers, body, now) -> new Receipt.Refused(WebhookSource.Why.MALFORMED)));
  }

  /** Believes each webhook, whoever signed it and whenever. */
  static Fault verifiesNoWebhook() {
    return (kit, host) ->
        host.webhooks(
            (headers, body, now) -> {
              String id = headers.apply("svix-id");
              return kit.provider().fake().dashboard().events().stream()
                  .filter(event -> event.id().equals(id))
                  .findFirst()
                  .<Receipt>map(event -> new Receipt.Accepted(id, event.told()))
                  .orElseThrow();
            });
  }

  /** Takes an event of whatever membership for one of the membership that there is now. */
  static Fault ignoresMembershipIds() {
    return (kit, host) -> {
      WebhookSource sound = kit.webhooks().source();
      FakeIdentityProvider fake = kit.provider().fake();
      return host.webhooks(
          (headers, body, now) -> {
            Receipt receipt = sound.read(headers, body, now);
            return receipt instanceof Receipt.Accepted accepted
                ? new Receipt.Accepted(accepted.message(), ofNow(fake, accepted.event()))
                : receipt;
          });
    };
  }

  private static ProviderEvent ofNow(FakeIdentityProvider fake, ProviderEvent event) {
    return event.what() instanceof ProviderEvent.MembershipEnded ended
        ? fake.findMembership(ended.membership().organization(), ended.membership().user())
            .map(
                now ->
                    new ProviderEvent(
                        event.id(), event.happenedAt(), new ProviderEvent.MembershipEnded(now)))
            .orElse(event)
        : event;
  }
}
