package dev.muster.testkit.conformance;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides as a Muster does, but for what it is told to do wrong. */
final class CarelessJudgement {
  private final Set<Carelessness> careless;
  private final Muster muster;
  private final FakeIdentityProvider provider;
  private final CarelessTokens tokens;
  private final CarelessNotes notes;
  private final CarelessMemory memory;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  CarelessJudgement(
      Set<Carelessness> careless,
      Muster muster,
      FakeIdentityProvider provider,
      AccessTokenMinter minter,
      CarelessNotes notes) {
    this.careless = careless;
    this.muster = muster;
    this.provider = provider;
    this.notes = notes;
    tokens = new CarelessTokens(careless, minter);
    memory = new CarelessMemory(careless, provider);
  }

  /** A name of a person's. */
  void met(String person) {
    memory.met(person);
  }

  Reply reply(Asked asked) {
    if (is(Carelessness.NO_CHECK_AT_ALL)) {
      return Reply.SERVED;
    }
    if (asked.credential() instanceof Credential.None) {
      return ofNobody();
    }
    if (is(Carelessness.GARBAGE_IS_A_500) && CarelessTokens.isGarbage(asked.credential())) {
      return Reply.BROKEN;
    }
    if (asked.foreignPage() && !is(Carelessness.ANY_PAGE_MAY_WRITE)) {
      return Reply.of(Problem.REFUSED);
    }
    Authentication authentication = muster.authenticate(asked.credential());
    UserId taken = tokens.taken(asked.credential());
    if (authentication instanceof Authentication.Invalid && taken != null) {
      authentication = muster.authenticate(Credential.of(List.of(tokens.good(taken)), List.of()));
    }
    Session session =
        authentication instanceof Authentication.Authenticated in ? in.session() : null;
    if (session != null && session.boundTo().isPresent() && forgetsBinding(asked)) {
      session = muster.vouchedByHost(session.user());
      authentication = new Authentication.Authenticated(session, List.of());
    }
    Reply careless = session == null ? null : ofSomebody(asked, session.user());
    return careless == null ? ofDecision(asked, authentication, session) : careless;
  }

  private boolean forgetsBinding(Asked asked) {
    return is(Carelessness.A_BINDING_IS_NOTHING)
        || (is(Carelessness.A_BINDING_IS_NOTHING_TO_A_PERSON)
            && asked.name() != null
            && memory.isPerson(asked.name()));
  }

  private Reply ofNobody() {
    if (is(Carelessness.NOBODY_IS_SOMEBODY_TOO)) {
      return Reply.SERVED;
    }
    return Reply.of(
        is(Carelessness.NO_CREDENTIAL_IS_403) ? Problem.REFUSED : Problem.UNAUTHENTICATED);
  }

  /** A short cut, if one is taken. */
  private @Nullable Reply ofSomebody(Asked asked, UserId user) {
    if (is(Carelessness.SIGNED_IN_IS_ENOUGH) && asked.name() != null) {
      return Reply.SERVED;
    }
    memory.visited(user);
    if (remembered.contains("no " + user)) {
      return Reply.of(Problem.NOT_A_MEMBER);
    }
    if (remembered.contains("yes " + user)
        || remembered.contains("yes " + user + asked.name() + asked.requirement())) {
      return Reply.SERVED;
    }
    boolean unknown = asked.name() != null && !exists(asked.name());
    if (unknown && is(Carelessness.UNKNOWN_ASKS_NOBODY)) {
      return Reply.of(Problem.NOT_A_MEMBER);
    }
    return is(Carelessness.ANY_MEMBERSHIP_WILL_DO) && asked.name() != null && isMember(user)
        ? Reply.SERVED
        : null;
  }

  private boolean isMember(UserId user) {
    try {
      return provider.listMemberships(user).stream()
          .anyMatch(one -> one.status() == MembershipStatus.ACTIVE);
    } catch (ProviderException unavailable) {
      return false;
    }
  }

  private Reply ofDecision(Asked asked, Authentication authentication, @Nullable Session session) {
    Requirement demanded =
        is(Carelessness.ANY_ROLE_WILL_DO) && asked.name() != null
            ? Requirement.member()
            : asked.requirement();
    Decision decision = muster.check(asked.check(authentication, demanded));
    return decision.fold(
        granted -> ofYes(asked, granted),
        denied -> ofNo(asked, denied, session),
        undecided -> ofOutage(undecided, session));
  }

  private Reply ofYes(Asked asked, Decision.Granted granted) {
    UserId user = granted.pass().user();
    if (memory.isShyOf(user)) {
      return Reply.of(Problem.NOT_A_MEMBER);
    }
    memory.served(asked, user);
    if (is(Carelessness.REMEMBERS_A_YES_FOR_EVER) && asked.name() != null) {
      remembered.add("yes " + user + asked.name() + asked.requirement());
    }
    if (is(Carelessness.REMEMBERS_A_YES_FOR_ALL_ORGANIZATIONS) && asked.name() != null) {
      remembered.add("yes " + user);
    }
    boolean admin = granted.pass().role().filter(role -> role.value().equals("admin")).isPresent();
    if (admin && is(Carelessness.FORGETS_ADMINS)) {
      return Reply.of(Problem.INSUFFICIENT_ROLE);
    }
    boolean personal = granted.pass().scope().fold(alone -> true, there -> false);
    return asked.note() != null && !notes.delete(asked.note(), owner(asked, granted), personal)
        ? Reply.NO_NOTE
        : Reply.servedIn(scope(granted.pass()));
  }

  private static String owner(Asked asked, Decision.Granted granted) {
    String user = granted.pass().user().value();
    return asked.name() == null
        ? granted.pass().scope().fold(alone -> user, there -> there.id().value())
        : asked.name();
  }

  /** Empty for the personal one. */
  private String scope(Pass pass) {
    return pass.scope()
        .fold(
            alone ->
                is(Carelessness.THE_SESSION_SAYS_WHERE)
                    ? alone.session().organization().map(there -> there.value()).orElse("")
                    : "",
            there ->
                is(Carelessness.THE_FIRST_ORGANIZATION_IS_SERVED)
                    ? provider.listMemberships(pass.user()).get(0).organization().value()
                    : there.id().value());
  }

  private Reply ofNo(Asked asked, Decision.Denied denied, @Nullable Session session) {
    UserId user = session == null ? null : session.user();
    if (session != null && memory.overrules(asked, denied, session)) {
      return Reply.SERVED;
    }
    boolean notActive = denied.reason() == Reason.NOT_ACTIVE && user != null;
    if (notActive) {
      MembershipStatus status =
          provider.listMemberships(user).stream()
              .map(Membership::status)
              .findFirst()
              .orElse(MembershipStatus.ACTIVE);
      if ((status == MembershipStatus.PENDING && is(Carelessness.PENDING_IS_MEMBER))
          || (status == MembershipStatus.INACTIVE && is(Carelessness.INACTIVE_IS_MEMBER))) {
        return Reply.SERVED;
      }
    }
    Reply refused = Reply.of(denied.reason().problem());
    if (is(Carelessness.TELLS_PEOPLE_FROM_NOTHING)
        && asked.name() != null
        && memory.isPerson(asked.name())
        && denied.reason().problem() == Problem.NOT_A_MEMBER) {
      return refused.saying("This is a person.");
    }
    if (asked.name() == null || exists(asked.name())) {
      return refused;
    }
    if (is(Carelessness.UNKNOWN_IS_404)) {
      return Reply.of(Problem.NOT_FOUND);
    }
    if (is(Carelessness.UNKNOWN_HAS_OTHER_WORDS)) {
      return refused.saying("There is no such organization.");
    }
    return is(Carelessness.UNKNOWN_HAS_A_HEADER) ? refused.hinting() : refused;
  }

  private Reply ofOutage(Decision.Undecided undecided, @Nullable Session session) {
    if (is(Carelessness.AN_OUTAGE_IS_A_NO)) {
      return Reply.of(Problem.NOT_A_MEMBER);
    }
    if (is(Carelessness.AN_OUTAGE_IS_A_YES)) {
      return Reply.SERVED;
    }
    if (is(Carelessness.AN_OUTAGE_IS_A_401)) {
      return Reply.of(Problem.SESSION_ENDED);
    }
    if (is(Carelessness.AN_OUTAGE_CUTS_THE_CONNECTION)) {
      return Reply.CUT;
    }
    if (is(Carelessness.AN_OUTAGE_STALLS_IN_THE_BODY)) {
      return Reply.STALLED;
    }
    if (is(Carelessness.AN_OUTAGE_IS_TOLD_WITHOUT_END)) {
      return Reply.ENDLESS;
    }
    if (is(Carelessness.AN_OUTAGE_IS_REMEMBERED)) {
      remembered.add("no " + (session == null ? "" : session.user()));
    }
    Reply later = Reply.of(Problem.UNAVAILABLE).retryingAfter(undecided.retryAfter());
    return is(Carelessness.AN_OUTAGE_CLEARS_THE_COOKIE)
        ? later.clearing(SessionSettings.DEFAULT_COOKIE)
        : later;
  }

  private boolean exists(String name) {
    return memory.isPerson(name)
        || provider.dashboard().organizations().stream()
            .anyMatch(one -> one.id().value().equals(name));
  }

  private boolean is(Carelessness one) {
    return careless.contains(one);
  }
}
