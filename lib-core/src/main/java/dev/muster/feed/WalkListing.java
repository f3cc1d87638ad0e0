package dev.muster.feed;

import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk.Page;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.store.DirectoryStore;
import dev.muster.store.WalkStore.Walk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists, a page at a time, all organizations and the members of each. The names of those that the
 * host's register holds follow on the way. For one thread.
 */
final class WalkListing {
  private final WalkParts parts;
  private final WalkPace pace;
  private final WalkPages pages;
  private boolean rightProvider;
  private boolean placeLost;

  WalkListing(WalkParts parts, WalkPace pace, WalkPages pages) {
    this.parts = parts;
    this.pace = pace;
    this.pages = pages;
  }

  void begins() {
    rightProvider = false;
  }

  void forget() {
    placeLost = false;
  }

  /** Whether the provider did not know the place where the list was to go on. */
  boolean hasLostPlace() {
    return placeLost;
  }

  /**
   * Whether an organization was listed that the host's register holds: so it is the provider and
   * the environment that the mirror is of. What a walk writes itself into the mirror proves
   * nothing, so the register does.
   */
  boolean isRightProvider() {
    return rightProvider;
  }

  /** The next page; answers where the walk is then, or null if it has lost. */
  @Nullable Walk step(long fence, Walk at) {
    return at.within().isEmpty() ? organizations(fence, at) : members(fence, at);
  }

  /** Lists organizations for {@link #isRightProvider} alone; answers where that goes on. */
  @Nullable String look(@Nullable String place) {
    Page<Organization> page = organizations(place);
    page.items().forEach(this::isWalked);
    return page.next();
  }

  private @Nullable Walk organizations(long fence, Walk at) {
    Page<Organization> page = organizations(at.organizations());
    List<OrganizationId> within = new ArrayList<>();
    for (Organization organization : page.items()) {
      if (isWalked(organization)) {
        within.add(organization.id());
      }
    }
    Walk to = WalkMoves.listed(at, page.next(), within);
    return parts.walks().save(parts.instance(), fence, to) ? to : null;
  }

  private Page<Organization> organizations(@Nullable String place) {
    return asked(place, () -> parts.walk().organizations(place, parts.page()));
  }

  private @Nullable Walk members(long fence, Walk at) {
    OrganizationId organization = at.within().get(0);
    Instant asOf = parts.feed().status(parts.instance()).storeTime();
    Moment moment = parts.timeline().now();
    Page<Membership> page =
        asked(at.members(), () -> parts.walk().members(organization, at.members(), parts.page()));
    for (Membership member : page.items()) {
      if (!member.organization().equals(organization)) {
        throw new ProviderException.Unavailable("a page is about another organization", null);
      }
    }
    Walk to = WalkMoves.members(at, page.next(), page.items().size());
    return pages.write(fence, at, to, page.items(), asOf, moment);
  }

  private <T> Page<T> asked(@Nullable String place, Supplier<Page<T>> list) {
    pace.call();
    Page<T> page;
    try {
      page = list.get();
    } catch (ProviderException.Rejected rejected) {
      placeLost = place != null;
      throw rejected;
    }
    if (page.next() != null && page.next().equals(place)) {
      throw new ProviderException.Unavailable("a page leads to itself", null);
    }
    return page;
  }

  /** Whether its members are walked: one that has ended here never comes back. */
  private boolean isWalked(Organization organization) {
    Optional<DirectoryStore.Entry> held =
        parts.directory().find(parts.instance(), organization.id());
    if (held.isEmpty()) {
      return !parts.directory().hasEnded(parts.instance(), organization.id());
    }
    rightProvider = true;
    if (!held.get().organization().equals(organization)
        && parts.directory().update(parts.instance(), organization)) {
      parts
          .heard()
          .accept(new MembershipEvent.OrganizationChanged(parts.instance(), organization.id()));
    }
    return true;
  }
}
