package dev.muster.servlet.account;

import dev.muster.account.CreationResult;
import dev.muster.account.RenameResult;
import dev.muster.account.SwitchResult;
import dev.muster.decision.Problem;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.name.OrganizationId;
import dev.muster.session.SetCookie;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenRevocation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the Muster's results amount to, each outcome one answer. Pure. */
final class Outcomes {
  private Outcomes() {}

  static <T> Answer of(LifecycleResult<T> result, Function<? super T, ? extends Answer> done) {
    return result.<Answer>fold(
        done,
        refused -> Answer.limited(refused.why().problem(), refused.limit()),
        Answer::unavailable);
  }

  static Answer of(RenameResult result, Function<RenameResult.Renamed, Answer> done) {
    if (result instanceof RenameResult.Renamed renamed) {
      return done.apply(renamed);
    }
    return result instanceof RenameResult.Unavailable unavailable
        ? Answer.unavailable(unavailable.failure())
        : Answer.refused(result.problem().orElse(Problem.REFUSED));
  }

  static Answer of(SwitchResult result, Function<SwitchResult.Switched, Answer> done) {
    return result.<Answer>fold(
        done,
        reset -> reset(reset.organization(), reset.cookies()),
        wrong -> Answer.refused(Problem.WRONG_CREDENTIAL),
        unavailable ->
            new Answer.Unavailable(unavailable.retryAfter(), unavailable.organization()));
  }

  static Answer of(CreationResult result, Function<CreationResult.Created, Answer> done) {
    if (result instanceof CreationResult.Created created) {
      return done.apply(created);
    }
    if (result instanceof CreationResult.ResetRequired reset) {
      return reset(reset.organization(), reset.cookies());
    }
    if (result instanceof CreationResult.Unavailable unavailable) {
      return new Answer.Unavailable(unavailable.retryAfter(), unavailable.organization());
    }
    if (result instanceof CreationResult.LimitReached reached) {
      return Answer.limited(Problem.OWNED_LIMIT_REACHED, reached.limit());
    }
    if (result instanceof CreationResult.WrongCredential) {
      return Answer.refused(Problem.WRONG_CREDENTIAL);
    }
    if (result instanceof CreationResult.SlugReserved) {
      return Answer.refused(Problem.INVALID_INPUT);
    }
    return Answer.refused(
        result instanceof CreationResult.SlugTaken ? Problem.CONFLICT : Problem.REFUSED);
  }

  static Answer of(TokenIssue result, Function<TokenIssue.Issued, Answer> done) {
    if (result instanceof TokenIssue.Issued issued) {
      return done.apply(issued);
    }
    if (result instanceof TokenIssue.CapReached reached) {
      return Answer.limited(Problem.LIMIT_REACHED, reached.cap());
    }
    if (result instanceof TokenIssue.Unavailable unavailable) {
      return Answer.unavailable(unavailable.failure());
    }
    return Answer.refused(
        result instanceof TokenIssue.NotAMember ? Problem.NOT_A_MEMBER : Problem.WRONG_CREDENTIAL);
  }

  static Answer of(TokenRevocation result) {
    if (result instanceof TokenRevocation.Revoked) {
      return Answer.done();
    }
    return result instanceof TokenRevocation.Unavailable unavailable
        ? Answer.unavailable(unavailable.failure())
        : Answer.refused(Problem.NOT_FOUND);
  }

  /** Only a definite word of the provider comes here: the cookies go, the organization stands. */
  private static Answer reset(OrganizationId organization, List<SetCookie> cleared) {
    return new Answer.Refused(
        Problem.SESSION_RESET_REQUIRED, Map.of("organization", organization.value()), cleared);
  }
}
