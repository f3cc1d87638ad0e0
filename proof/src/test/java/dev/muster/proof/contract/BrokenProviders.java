package dev.muster.proof.contract;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adapters of the read side, each with one fault. */
final class BrokenProviders {
  private BrokenProviders() {}

  static final class NoDeadline extends PassingProvider {
    NoDeadline(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Duration callDeadline() {
      return Duration.ZERO;
    }
  }

  static final class ForgetsInterrupts extends PassingProvider {
    ForgetsInterrupts(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        return sound.findMembership(organization, user);
      } finally {
        boolean unused = Thread.interrupted();
      }
    }
  }

  static final class FirstMembership extends PassingProvider {
    FirstMembership(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      List<Membership> all = sound.listMemberships(user);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
  }

  static final class ActiveOnly extends PassingProvider {
    ActiveOnly(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization).stream().filter(Membership::isActive).toList();
    }
  }

  static final class UnknownIsRejected extends PassingProvider {
    UnknownIsRejected(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<User> findUser(UserId user) {
      return Optional.of(sound.findUser(user).orElseThrow(() -> new Rejected("not_found")));
    }
  }

  static final class PlainIdsOnly extends PassingProvider {
    PlainIdsOnly(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Organization> findOrganization(OrganizationId organization) {
      if (!organization.value().matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException("illegal character in path");
      }
      return sound.findOrganization(organization);
    }
  }

  static final class Tidied extends PassingProvider {
    Tidied(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Organization> findOrganization(OrganizationId organization) {
      return sound
          .findOrganization(organization)
          .map(o -> new Organization(o.id(), o.name().toUpperCase(Locale.ROOT)));
    }
  }

  static final class OnePage extends PassingProvider {
    OnePage(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization).stream().limit(10).toList();
    }

    @Override
    public List<Membership> listMemberships(UserId user) {
      return sound.listMemberships(user).stream().limit(10).toList();
    }
  }

  static final class Remembering extends PassingProvider {
    private final Map<String, Optional<Membership>> seen = new HashMap<>();

    Remembering(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return seen.computeIfAbsent(
          organization + "/" + user, key -> sound.findMembership(organization, user));
    }
  }

  static final class IdOfThePair extends PassingProvider {
    IdOfThePair(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return sound
          .findMembership(organization, user)
          .map(m -> copy(m, new MembershipId(organization + "-" + user), m.updatedAt()));
    }
  }

  static final class TimeBackwards extends PassingProvider {
    TimeBackwards(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return sound.findMembership(organization, user).map(TimeBackwards::older);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization).stream().map(TimeBackwards::older).toList();
    }

    @Override
    public List<Membership> listMemberships(UserId user) {
      return sound.listMemberships(user).stream().map(TimeBackwards::older).toList();
    }

    private static Membership older(Membership m) {
      boolean changed = m.roles().contains(new RoleSlug("admin"));
      return copy(m, m.id(), changed ? Instant.EPOCH : Instant.EPOCH.plusSeconds(1));
    }
  }

  static final class NeedsEmail extends PassingProvider {
    NeedsEmail(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<User> findUser(UserId user) {
      return sound.findUser(user).filter(found -> found.email() != null);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  static final class NullIsNobody extends PassingProvider {
    NullIsNobody(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return organization == null ? Optional.empty() : sound.findMembership(organization, user);
    }
  }

  static final class OutageIsAbsence extends PassingProvider {
    OutageIsAbsence(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        return sound.findMembership(organization, user);
      } catch (ProviderException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      try {
        return sound.listMembers(organization);
      } catch (ProviderException e) {
        return List.of();
      }
    }
  }

  static final class BrokenForGood extends PassingProvider {
    private @Nullable Unavailable broken;

    BrokenForGood(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      if (broken != null) {
        throw broken;
      }
      try {
        return sound.findMembership(organization, user);
      } catch (Unavailable outage) {
        broken = outage;
        throw outage;
      }
    }
  }

  static final class KeyIsOutage extends PassingProvider {
    KeyIsOutage(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        return sound.findMembership(organization, user);
      } catch (Misconfigured key) {
        throw new Unavailable("no answer", key);
      }
    }
  }

  private static Membership copy(Membership m, MembershipId id, @Nullable Instant updatedAt) {
    return new Membership(id, m.organization(), m.user(), m.status(), m.roles(), updatedAt);
  }
}
