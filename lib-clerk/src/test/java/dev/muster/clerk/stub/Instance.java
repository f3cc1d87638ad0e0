package dev.muster.clerk.stub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All that the stub's Clerk knows. Whoever asks or changes it does so in {@link #locked}. */
final class Instance {
  static final String ID = "ins_stub";

  final Users users = new Users(this);
  final Roles roles = new Roles(this);
  final Organizations organizations = new Organizations(this);
  final Memberships memberships = new Memberships(this);
  final Invitations invitations = new Invitations(this);
  final Sessions sessions = new Sessions(this);
  final Outbox outbox = new Outbox(this);

  boolean slugs = true;
  boolean cascades = true;
  boolean forbidsStrangers;
  Duration late = Duration.ZERO;

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private Duration ahead = Duration.ZERO;
  private long made;

  Instance(InstantSource clock) {
    this.clock = clock;
    roles.begin();
  }

  <T> T locked(Supplier<T> act) {
    lock.lock();
    try {
      return act.get();
    } finally {
      lock.unlock();
    }
  }

  void lockedAct(Runnable act) {
    locked(
        () -> {
          act.run();
          return true;
        });
  }

  Instant now() {
    return clock.instant().plus(ahead);
  }

  long millis() {
    return now().toEpochMilli();
  }

  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** As long as Clerk's, and of its characters. */
  String newId(String kind) {
    return kind + "_" + String.format("2stub%022d", ++made);
  }
}
