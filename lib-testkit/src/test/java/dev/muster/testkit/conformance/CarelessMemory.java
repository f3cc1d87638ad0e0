package dev.muster.testkit.conformance;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Turns a no into a yes, if the careless host is told to, by what it knows of the person. */
final class CarelessMemory {
  private final Set<Carelessness> careless;
  private final FakeIdentityProvider provider;
  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final Set<String> people = ConcurrentHashMap.newKeySet();
  private final Map<UserId, Integer> visits = new ConcurrentHashMap<>();

  CarelessMemory(Set<Carelessness> careless, FakeIdentityProvider provider) {
    this.careless = careless;
    this.provider = provider;
  }

  void met(String person) {
    people.add(person);
  }

  boolean isPerson(String name) {
    return people.contains(name);
  }

  void served(Asked asked, UserId user) {
    served.add(user + " " + asked.name() + " " + asked.requirement());
  }

  void visited(UserId user) {
    visits.merge(user, 1, Integer::sum);
  }

  /** Of everybody but the very first, on the first visit. */
  boolean isShyOf(UserId user) {
    return is(Carelessness.SHY_AT_FIRST) && visits.size() > 1 && visits.getOrDefault(user, 0) == 1;
  }

  boolean overrules(Asked asked, Decision.Denied denied, Session session) {
    UserId user = session.user();
    boolean wasServed = served.contains(user + " " + asked.name() + " " + asked.requirement());
    if (denied.reason() == Reason.PERMISSION_MISSING) {
      return (is(Carelessness.REMEMBERS_A_ROLE) && wasServed)
          || (is(Carelessness.ANY_ORGANIZATIONS_ROLE_WILL_DO) && isAdminAnywhere(user));
    }
    if (is(Carelessness.REMEMBERS_THE_DEACTIVATED) && wasServed) {
      return status(asked, session).filter(MembershipStatus.INACTIVE::equals).isPresent();
    }
    if (is(Carelessness.A_SESSION_NEEDS_NO_STATUS) && asked.name() == null) {
      return status(asked, session).filter(one -> one != MembershipStatus.ACTIVE).isPresent();
    }
    return is(Carelessness.ANY_PERSONS_NAME_WILL_DO)
        && asked.name() != null
        && isPerson(asked.name());
  }

  private Optional<MembershipStatus> status(Asked asked, Session session) {
    String name = asked.name();
    OrganizationId there =
        name == null ? session.organization().orElse(null) : new OrganizationId(name);
    return provider.listMemberships(session.user()).stream()
        .filter(one -> one.organization().equals(there))
        .map(Membership::status)
        .findFirst();
  }

  private boolean isAdminAnywhere(UserId user) {
    return provider.listMemberships(user).stream()
        .anyMatch(one -> one.roles().stream().anyMatch(role -> role.value().equals("admin")));
  }

  private boolean is(Carelessness one) {
    return careless.contains(one);
  }
}
