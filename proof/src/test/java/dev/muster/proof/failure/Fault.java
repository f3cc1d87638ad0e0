package dev.muster.proof.failure;

import dev.muster.provider.ProviderException;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What becomes of a call that fails. */
enum Fault {
  /** The provider can't be reached. */
  UNAVAILABLE,
  /** The provider refuses the call. */
  REJECTED,
  /** The provider does not accept our key. */
  MISCONFIGURED,
  /** The database can't be reached. */
  STORE_DOWN,
  /** The call throws what its contract does not allow. */
  OUT_OF_CONTRACT,
  /** The call takes effect, and its answer is lost. */
  ANSWER_LOST,
  /** The answer comes, when every bound and deadline is over. */
  LATE,
  /** The caller is interrupted meanwhile and leaves; the call goes on when it has left. */
  CALLER_LEAVES;

  private static final Duration TOO_LATE = Duration.ofSeconds(61);

  boolean canHappenTo(boolean provider) {
    return switch (this) {
      case UNAVAILABLE, REJECTED, MISCONFIGURED -> provider;
      case STORE_DOWN -> !provider;
      default -> true;
    };
  }

  Object happen(Callable<Object> sound, boolean provider, Wire wire) throws Exception {
    switch (this) {
      case UNAVAILABLE -> throw new ProviderException.Unavailable("cut", null);
      case REJECTED -> throw new ProviderException.Rejected("refused");
      case MISCONFIGURED -> throw new ProviderException.Misconfigured("our key");
      case STORE_DOWN -> throw new StoreException("no connection", null);
      case OUT_OF_CONTRACT -> throw new IllegalStateException("a bug of the implementation");
      case ANSWER_LOST -> {
        Object unused = sound.call();
        throw provider
            ? new ProviderException.Unavailable("the answer was cut", null)
            : new StoreException("the answer was cut", null);
      }
      case LATE -> {
        Object answer = sound.call();
        wire.passes(TOO_LATE);
        return answer;
      }
      case CALLER_LEAVES -> {
        wire.sendCallerAway();
        return sound.call();
      }
    }
    throw new AssertionError(this);
  }
}
