package dev.muster.token;

import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's side: keeps one organization access token for a command line or a job, and gets the
 * next one before it expires. Safe for many threads; blocks while a token is fetched, which one of
 * them does for all.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A request is sent at most twice, the second time with another token and only after a 401. A
 * token that can't be had is an error that names the scope: never a request without it, and never
 * one in another scope.
 */
public final class TokenKeeper {
  private final String scope;
  private final Duration skew;
  private final Timeline timeline;
  private final Supplier<Fetched> fetch;
  private final AtomicReference<@Nullable CompletableFuture<Held>> flight = new AtomicReference<>();
  private volatile @Nullable Held held;

  /**
   * A keeper that has no token yet.
   *
   * @param scope what the token is for, in words for a person, such as the organization's slug
   * @param skew how long before its expiry a token is replaced; of a short-lived one no more than
   *     half its life
   * @param timeline the clocks; a machine that slept counts too
   * @param fetch gets a token from the host; may throw
   */
  public TokenKeeper(String scope, Duration skew, Timeline timeline, Supplier<Fetched> fetch) {
    this.scope = Objects.requireNonNull(scope, "scope");
    this.skew = Objects.requireNonNull(skew, "skew");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.fetch = Objects.requireNonNull(fetch, "fetch");
  }

  /**
   * A token that is good, as far as the client can tell.
   *
   * @return the token of before, or a new one
   * @throws Unobtainable if there is none to be had
   */
  public Secret token() {
    Held known = held;
    return (known != null && isFresh(known) ? known : next(known)).token();
  }

  /**
   * Sends a request with a token, and once more with a new one if the first was refused.
   *
   * @param request sends it; must be one that may be sent again after a 401
   * @param isUnauthorized whether an answer is a 401
   * @param <T> the answer's type
   * @return the answer, which is no 401
   * @throws Unobtainable if there is no token to be had, or a new one is refused too
   */
  public <T> T send(Function<Secret, T> request, Predicate<T> isUnauthorized) {
    Held known = held;
    Held first = known != null && isFresh(known) ? known : next(known);
    T answer = request.apply(first.token());
    if (!isUnauthorized.test(answer)) {
      return answer;
    }
    T again = request.apply(next(first).token());
    if (isUnauthorized.test(again)) {
      throw new Unobtainable(scope, "a new one was refused", null);
    }
    return again;
  }

  private boolean isFresh(Held known) {
    return Timeline.age(known.since(), timeline.now()).compareTo(known.use()) < 0;
  }

  /** Another token than the one that is no good, fetched once for all who want one. */
  private Held next(@Nullable Held stale) {
    CompletableFuture<Held> mine = new CompletableFuture<>();
    CompletableFuture<Held> running = flight.compareAndExchange(null, mine);
    if (running != null) {
      return await(running);
    }
    try {
      Held known = held;
      Held next = known != null && !known.equals(stale) && isFresh(known) ? known : fetched();
      held = next;
      mine.complete(next);
      return next;
    } catch (RuntimeException failed) {
      Unobtainable error = new Unobtainable(scope, "the host gave none", failed);
      mine.completeExceptionally(error);
      throw error;
    } finally {
      mine.cancel(false);
      flight.set(null);
    }
  }

  private Held fetched() {
    Moment before = timeline.now();
    Fetched fetched = Objects.requireNonNull(fetch.get(), "fetched");
    Duration half = fetched.lifetime().dividedBy(2);
    Duration use = fetched.lifetime().minus(skew);
    return new Held(fetched.token(), before, use.compareTo(half) < 0 ? half : use);
  }

  private Held await(CompletableFuture<Held> running) {
    try {
      return running.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unobtainable(scope, "the wait for one was interrupted", null);
    } catch (ExecutionException | CancellationException failed) {
      throw new Unobtainable(scope, "the host gave none", failed.getCause());
    }
  }

  /**
   * A token as the host gave it.
   *
   * @param token the token
   * @param lifetime how long it lives from then on
   */
  public record Fetched(Secret token, Duration lifetime) {
    /** Checks the parts. */
    public Fetched {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(lifetime, "lifetime");
    }
  }

  private record Held(Secret token, Moment since, Duration use) {}

  /** There is no token to be had for a scope. */
  public static final class Unobtainable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String scope;

    Unobtainable(String scope, String why, @Nullable Throwable cause) {
      super("no token for " + scope + ": " + why, cause);
      this.scope = scope;
    }

    /**
     * What the token would have been for.
     *
     * @return in words for a person
     */
    public String scope() {
      return scope;
    }
  }
}
