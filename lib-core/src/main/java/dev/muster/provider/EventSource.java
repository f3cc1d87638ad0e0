package dev.muster.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a provider may also have: a log of its events, in order, to be read by
 * cursor. Safe for many threads; each call blocks on I/O for at most the provider's call deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Events come in the order of the log, and going on after a page leaves none out that the log
 * shows then. A page that is cut, or holds an event about access that can't be read, is {@link
 * ProviderException.Unavailable}, never a shorter page. An event of a type that is not known is
 * {@link ProviderEvent.Other}.
 */
public interface EventSource {
  /**
   * Reads on.
   *
   * @param cursor where the last page ended, or null for the oldest event that is kept
   * @param limit how many events at most, from one to {@link #largestPage()}
   * @return the next events; empty if the provider does not know the cursor, or no more
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Page> after(@Nullable String cursor, int limit);

  /**
   * Reads from a time on, for reading a stretch again. Go on with {@link #after}.
   *
   * @param from the provider's time of the first event that is wanted
   * @param limit how many events at most
   * @return the events from then on
   * @throws ProviderException if the provider gave no full answer
   */
  Page since(Instant from, int limit);

  /**
   * The cursor behind the newest event.
   *
   * @return where to go on to be told only what happens from now on; empty if there is no event yet
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<String> latest();

  /**
   * By how much an event may be seen later than it happened: the allowance that a host gets by
   * default. Does not block.
   *
   * @return the delay
   */
  Duration delay();

  /**
   * For how long the provider keeps events at least. Does not block.
   *
   * @return the retention
   */
  Duration retention();

  /**
   * The largest page that can be asked for. Does not block.
   *
   * @return at least one
   */
  int largestPage();

  /**
   * Some events.
   *
   * @param events in the order of the log; copied
   * @param next the cursor behind them; where there are none, the one that was asked with
   * @param last whether the log showed no more
   */
  record Page(List<ProviderEvent> events, @Nullable String next, boolean last) {
    /** Copies. */
    public Page {
      events = List.copyOf(Objects.requireNonNull(events, "events"));
    }
  }
}
