package dev.muster.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a host runs the feed. Immutable; each method answers a changed copy. What is wrong with the
 * values is said when the Muster is built.
 */
public final class FeedSettings {
  private static final FeedSettings STANDARD =
      new FeedSettings(
          new Polls(Duration.ofSeconds(2), 100, 30, Duration.ofMinutes(2), null),
          new Leads(true, Duration.ofSeconds(15)),
          new Logs(Duration.ofSeconds(1), Duration.ofHours(1)),
          new Walks(10, Duration.ofDays(1)));

  private final Polls polls;
  private final Leads leads;
  private final Logs logs;
  private final Walks walks;

  private FeedSettings(Polls polls, Leads leads, Logs logs, Walks walks) {
    this.polls = polls;
    this.leads = leads;
    this.logs = logs;
    this.walks = walks;
  }

  private record Polls(
      Duration interval, int page, int overlapEvery, Duration window, @Nullable Duration allowed) {}

  private record Leads(boolean leads, Duration lease) {}

  private record Logs(Duration interval, Duration retention) {}

  private record Walks(int pagesPerSecond, Duration every) {}

  /**
   * The defaults.
   *
   * @return the settings
   */
  public static FeedSettings standard() {
    return STANDARD;
  }

  /**
   * How often the provider is asked for events. Default: every 2 seconds.
   *
   * @param interval from 100 milliseconds to 1 minute
   * @return the settings
   */
  public FeedSettings withPollInterval(Duration interval) {
    Objects.requireNonNull(interval, "interval");
    return with(new Polls(interval, polls.page, polls.overlapEvery, polls.window, polls.allowed));
  }

  /**
   * How many events are read at once. Default: 100, or the provider's largest page.
   *
   * @param events from 1 to 1,000
   * @return the settings
   */
  public FeedSettings withPage(int events) {
    return with(new Polls(polls.interval, events, polls.overlapEvery, polls.window, polls.allowed));
  }

  /**
   * How often a stretch of the log is read again, to find events that came late. Default: with
   * every 30th poll, the last 2 minutes.
   *
   * @param polls once in so many polls, from 1 to 10,000
   * @param window how long the stretch is, from 1 second to 1 hour
   * @return the settings
   */
  public FeedSettings withOverlap(int polls, Duration window) {
    Objects.requireNonNull(window, "window");
    return with(new Polls(this.polls.interval, this.polls.page, polls, window, this.polls.allowed));
  }

  /**
   * By how much the provider may show an event late. Default: what its adapter assumes.
   *
   * @param allowance from zero to 10 minutes
   * @return the settings
   */
  public FeedSettings withAllowance(Duration allowance) {
    Objects.requireNonNull(allowance, "allowance");
    return with(new Polls(polls.interval, polls.page, polls.overlapEvery, polls.window, allowance));
  }

  /**
   * How long a leader stays one that is not heard of. Default: 15 seconds.
   *
   * @param lease longer than a call to the provider may take, at most 10 minutes
   * @return the settings
   */
  public FeedSettings withLease(Duration lease) {
    Objects.requireNonNull(lease, "lease");
    return new FeedSettings(polls, new Leads(leads.leads, lease), logs, walks);
  }

  /**
   * Lets this node follow the change log only, and never ask the provider for events.
   *
   * @return the settings
   */
  public FeedSettings withoutLeading() {
    return new FeedSettings(polls, new Leads(false, leads.lease), logs, walks);
  }

  /**
   * How often each node looks at the change log, where nothing wakes it. Default: every second.
   *
   * @param interval from 50 milliseconds to 1 minute
   * @return the settings
   */
  public FeedSettings withLogInterval(Duration interval) {
    Objects.requireNonNull(interval, "interval");
    return new FeedSettings(polls, leads, new Logs(interval, logs.retention), walks);
  }

  /**
   * How long an entry of the change log is kept, and longer where the host's roles have not
   * followed it yet. A node that was away for longer forgets all. Default: 1 hour.
   *
   * @param retention from 1 minute to 30 days
   * @return the settings
   */
  public FeedSettings withLogRetention(Duration retention) {
    Objects.requireNonNull(retention, "retention");
    return new FeedSettings(polls, leads, new Logs(logs.interval, retention), walks);
  }

  /**
   * How fast a walk may read the provider. Default: 10 pages a second.
   *
   * @param pagesPerSecond from 1 to 1,000
   * @return the settings
   */
  public FeedSettings withWalkPagesPerSecond(int pagesPerSecond) {
    return new FeedSettings(polls, leads, logs, new Walks(pagesPerSecond, walks.every));
  }

  /**
   * How often everything is walked again. Default: once a day.
   *
   * @param every from 1 minute to 366 days
   * @return the settings
   */
  public FeedSettings withWalkEvery(Duration every) {
    Objects.requireNonNull(every, "every");
    return new FeedSettings(polls, leads, logs, new Walks(walks.pagesPerSecond, every));
  }

  /**
   * What is wrong with the values.
   *
   * @return each fault, naming the value and its bounds; empty if there is none
   */
  public List<String> faults() {
    Bounds bounds = new Bounds(new ArrayList<>());
    bounds.duration("poll interval", polls.interval, Duration.ofMillis(100), Duration.ofMinutes(1));
    bounds.number("page of events", polls.page, 1, 1_000);
    bounds.number("number of polls to an overlap", polls.overlapEvery, 1, 10_000);
    bounds.duration("overlap", polls.window, Duration.ofSeconds(1), Duration.ofHours(1));
    if (polls.allowed != null) {
      bounds.duration("allowance", polls.allowed, Duration.ZERO, Allowance.MOST);
    }
    bounds.duration("lease of the feed", leads.lease, Duration.ofSeconds(1), Allowance.MOST);
    bounds.duration("log interval", logs.interval, Duration.ofMillis(50), Duration.ofMinutes(1));
    bounds.duration("log retention", logs.retention, Duration.ofMinutes(1), Duration.ofDays(30));
    bounds.number("pages a second of a walk", walks.pagesPerSecond, 1, 1_000);
    bounds.duration("time between walks", walks.every, Duration.ofMinutes(1), Duration.ofDays(366));
    return bounds.faults;
  }

  private record Bounds(List<String> faults) {
    void duration(String what, Duration value, Duration least, Duration most) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        faults.add(what + " must be from " + least + " to " + most + ", but was " + value);
      }
    }

    void number(String what, int value, int least, int most) {
      if (value < least || value > most) {
        faults.add(what + " must be from " + least + " to " + most + ", but was " + value);
      }
    }
  }

  private FeedSettings with(Polls changed) {
    return new FeedSettings(changed, leads, logs, walks);
  }

  /**
   * How often the provider is asked for events.
   *
   * @return the interval
   */
  public Duration pollInterval() {
    return polls.interval;
  }

  int page() {
    return polls.page;
  }

  int overlapEvery() {
    return polls.overlapEvery;
  }

  Duration overlapWindow() {
    return polls.window;
  }

  /**
   * By how much an event may be seen late.
   *
   * @param assumed what the provider's adapter assumes
   * @return what the host says, or else that
   */
  public Duration allowance(Duration assumed) {
    return polls.allowed == null ? assumed : polls.allowed;
  }

  boolean leads() {
    return leads.leads;
  }

  /**
   * How long a leader stays one that is not heard of.
   *
   * @return the lease
   */
  public Duration lease() {
    return leads.lease;
  }

  Duration logInterval() {
    return logs.interval;
  }

  Duration logRetention() {
    return logs.retention;
  }

  int walkPagesPerSecond() {
    return walks.pagesPerSecond;
  }

  Duration walkEvery() {
    return walks.every;
  }
}
