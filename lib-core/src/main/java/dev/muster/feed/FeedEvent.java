package dev.muster.feed;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.WebhookSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the feed reports upwards. Holds ids and counts only. */
public sealed interface FeedEvent {
  /**
   * Which provider instance it is about.
   *
   * @return the provider instance
   */
  ProviderInstance provider();

  /**
   * This node leads the feed from now on, or no longer does.
   *
   * @param provider the provider instance
   * @param leads whether it leads
   */
  record Leading(ProviderInstance provider, boolean leads) implements FeedEvent {
    /** Checks the provider. */
    public Leading {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /**
   * An event was seen later than was allowed for: reads go live, and more is allowed for.
   *
   * @param provider the provider instance
   * @param event the id of the event
   * @param late how late it was, as far as the clocks tell
   * @param allowance what is allowed for from now on
   */
  record FeedLate(ProviderInstance provider, String event, Duration late, Duration allowance)
      implements FeedEvent {
    /** Checks the parts. */
    public FeedLate {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(event, "event");
      Objects.requireNonNull(late, "late");
      Objects.requireNonNull(allowance, "allowance");
    }
  }

  /**
   * The provider does not know the cursor, or told of a change and not whom it affects: a walk of
   * everything begins.
   *
   * @param provider the provider instance
   */
  record CursorLost(ProviderInstance provider) implements FeedEvent {
    /** Checks the provider. */
    public CursorLost {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /**
   * The feed can't go on at the moment; it tries again.
   *
   * @param provider the provider instance
   * @param what which part of it
   * @param failures how often in a row
   */
  record Failing(ProviderInstance provider, String what, int failures) implements FeedEvent {
    /** Checks the parts. */
    public Failing {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(what, "what");
    }
  }

  /**
   * A row of the mirror was not as the provider says, and was put right by a walk.
   *
   * @param key whose
   * @param gone whether the membership is gone
   */
  record Repaired(MembershipKey key, boolean gone) implements FeedEvent {
    /** Checks the key. */
    public Repaired {
      Objects.requireNonNull(key, "key");
    }

    @Override
    public ProviderInstance provider() {
      return key.provider();
    }
  }

  /**
   * A walk found more members gone than is believable, and has ended none of them.
   *
   * @param provider the provider instance
   * @param gone how many at least
   * @param members how many the mirror holds
   */
  record MassRemovalSuspected(ProviderInstance provider, long gone, long members)
      implements FeedEvent {
    /** Checks the provider. */
    public MassRemovalSuspected {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /**
   * A walk is complete.
   *
   * @param provider the provider instance
   * @param seen how many memberships the provider listed
   * @param changed how many rows of the mirror were not as the provider says
   * @param ended how many of these were gone
   */
  record Walked(ProviderInstance provider, long seen, long changed, long ended)
      implements FeedEvent {
    /** Checks the provider. */
    public Walked {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /**
   * A webhook counted for nothing.
   *
   * @param provider the provider instance
   * @param why the reason
   */
  record WebhookRefused(ProviderInstance provider, WebhookSource.Why why) implements FeedEvent {
    /** Checks the parts. */
    public WebhookRefused {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(why, "why");
    }
  }

  /**
   * This node can't read the change log, or could not and can again: meanwhile nothing proves what
   * it remembers to be fresh.
   *
   * @param provider the provider instance
   * @param readable whether it can
   * @param cause the type of the failure, or null
   */
  record LogReadable(ProviderInstance provider, boolean readable, @Nullable String cause)
      implements FeedEvent {
    /** Checks the provider. */
    public LogReadable {
      Objects.requireNonNull(provider, "provider");
    }
  }
}
