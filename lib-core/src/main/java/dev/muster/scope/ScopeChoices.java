package dev.muster.scope;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Failure;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions;
import dev.muster.store.DirectoryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that a user can work in, for a picker or after a denial: the personal one, and
 * organizations. Safe for many threads; blocks until the deadline of a decision at most.
 *
 * <h2>Guarantee</h2>
 *
 * <p>The organizations are exactly the active memberships that the provider lists now. All of it is
 * one list and one statement. A choice is an offer and proves nothing: choosing it is checked as
 * any other request. An outage is never an empty list.
 */
public final class ScopeChoices {
  private final IdentityProvider provider;
  private final DirectoryStore directory;
  private final RoleMap map;
  private final BoundedCalls calls;
  private final Function<RuntimeException, Failure> failures;

  /**
   * Choices at one provider.
   *
   * @param provider lists the memberships
   * @param directory the host's slugs and names
   * @param map what provider roles mean
   * @param calls bounds how long a request waits
   * @param failures classifies what is thrown, and raises the alarm where an operator must act
   */
  public ScopeChoices(
      IdentityProvider provider,
      DirectoryStore directory,
      RoleMap map,
      BoundedCalls calls,
      Function<RuntimeException, Failure> failures) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.map = Objects.requireNonNull(map, "map");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.failures = Objects.requireNonNull(failures, "failures");
  }

  /**
   * Lists them.
   *
   * @param session who chooses; where its credential is bound to an organization, that one at most
   *     is on offer, and not the personal scope
   * @param start when the request began
   * @return the choices, organizations by name and slug, those without a name last; or why they are
   *     not known
   */
  public Result of(Session session, Moment start) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(start, "start");
    try {
      Map<OrganizationId, List<RoleSlug>> active = active(session.user(), start);
      active.keySet().removeIf(id -> !session.mayWorkIn(id));
      DirectoryStore.Listing listing =
          calls.call(
              start, () -> directory.list(provider.instance(), session.user(), active.keySet()));
      Map<OrganizationId, DirectoryStore.Entry> mirrored = new HashMap<>();
      listing.organizations().forEach(entry -> mirrored.put(entry.organization().id(), entry));
      List<OrganizationChoice> choices = new ArrayList<>();
      active.forEach((id, roles) -> choices.add(choice(session, id, roles, mirrored.get(id))));
      choices.sort(OrganizationChoice.ORDER);
      PersonalChoice personal =
          session.boundTo().isPresent() ? null : new PersonalChoice(listing.personal());
      return new Result.Offered(personal, choices);
    } catch (RuntimeException thrown) {
      return new Result.Unavailable(failures.apply(thrown));
    }
  }

  /** The organizations that the user is an active member of, with the provider's roles there. */
  Map<OrganizationId, List<RoleSlug>> active(UserId user, Moment start) {
    Map<OrganizationId, List<RoleSlug>> active = new HashMap<>();
    for (Membership membership : calls.call(start, () -> provider.listMemberships(user))) {
      if (membership.user().equals(user) && membership.isActive()) {
        active.put(membership.organization(), membership.roles());
      }
    }
    return active;
  }

  private OrganizationChoice choice(
      Session session,
      OrganizationId id,
      List<RoleSlug> roles,
      DirectoryStore.@Nullable Entry entry) {
    Role now = map.translate(roles).role().orElse(null);
    TokenSessions.Reading token = session.token();
    return new OrganizationChoice(
        id,
        entry == null ? null : entry.slug(),
        entry == null ? null : entry.organization().name(),
        token == null ? now : Narrowing.role(map, token.grant().role(), now));
  }

  /** What listing came to. */
  public sealed interface Result {
    /**
     * The provider answered.
     *
     * @param personal the personal scope, or null where the credential is bound to an organization
     * @param organizations empty if the user is in no organization at all
     */
    record Offered(@Nullable PersonalChoice personal, List<OrganizationChoice> organizations)
        implements Result {
      /** Copies. */
      public Offered {
        organizations = List.copyOf(organizations);
      }
    }

    /**
     * It could not be found out.
     *
     * @param failure why
     */
    record Unavailable(Failure failure) implements Result {
      /** Checks the failure. */
      public Unavailable {
        Objects.requireNonNull(failure, "failure");
      }
    }

    /**
     * The same without one organization.
     *
     * @param left the organization, or null for none
     * @return what is left to choose
     */
    default Result without(@Nullable OrganizationId left) {
      return fold(
          offered ->
              new Offered(
                  offered.personal(),
                  offered.organizations().stream()
                      .filter(choice -> !choice.id().equals(left))
                      .toList()),
          Unavailable::new);
    }

    /**
     * Takes the branch for this kind.
     *
     * @param offered for {@link Offered}
     * @param unavailable for {@link Unavailable}
     * @param <T> the answer's type
     * @return the branch's answer
     */
    default <T> T fold(Function<Offered, T> offered, Function<Failure, T> unavailable) {
      return this instanceof Offered o
          ? offered.apply(o)
          : unavailable.apply(((Unavailable) this).failure());
    }
  }
}
