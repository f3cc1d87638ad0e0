package dev.muster.clerk.stub;

import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the stub answers instead of the truth, while a test wants it to. For many threads. */
final class Faults {
  private volatile Function<Asked, @Nullable Answer> instead = asked -> null;

  void instead(Function<Asked, @Nullable Answer> answers) {
    instead = answers;
  }

  void fail(int goodRequests, Outage outage) {
    AtomicInteger good = new AtomicInteger(goodRequests);
    instead = asked -> good.getAndDecrement() > 0 ? null : broken(outage);
  }

  void rejectKey() {
    instead = asked -> asked.path().startsWith("/v1/") ? Refused.key().answer() : null;
  }

  void heal() {
    instead = asked -> null;
  }

  @Nullable Answer to(Asked asked) {
    return instead.apply(asked);
  }

  /** As Clerk words it, where it answers in words. */
  private static Answer broken(Outage outage) {
    return switch (outage) {
      case RATE_LIMITED -> Refused.tooMany().answer().with("Retry-After", "1");
      case SERVER_ERROR -> Refused.broken().answer();
      default -> Answer.of(outage);
    };
  }
}
