package dev.muster.testkit.http;

import dev.muster.provider.WebhookSource;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The webhooks that a fake sends: for each event one signed message, whose body is the event as
 * {@code docs/fake-provider-protocol.md} writes it. Nothing is sent by itself: a test takes the
 * messages and hands them over, in the order and as often as it likes. Safe for many threads; never
 * blocks.
 */
public final class FakeWebhooks {
  private final FakeIdentityProvider provider;
  private final WebhookSigner signer;
  private final InstantSource clock;
  private final Set<String> taken = new HashSet<>();

  private FakeWebhooks(FakeIdentityProvider provider, WebhookSigner signer, InstantSource clock) {
    this.provider = provider;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * The webhooks of a fake.
   *
   * @param provider the fake
   * @param signer how messages are signed
   * @param clock when they are signed
   * @return a source that has handed out nothing yet
   */
  public static FakeWebhooks of(
      FakeIdentityProvider provider, WebhookSigner signer, InstantSource clock) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(signer, "signer");
    Objects.requireNonNull(clock, "clock");
    return new FakeWebhooks(provider, signer, clock);
  }

  /**
   * The receiving end, also for another process: it accepts what one of the signers signed within
   * five minutes of the receiver's clock.
   *
   * @param signers the signers of the messages to accept, one or, while the secret is changed, more
   * @return the source
   */
  public static WebhookSource source(WebhookSigner... signers) {
    return new FakeWebhookSource(List.of(signers));
  }

  /**
   * The receiving end of these webhooks.
   *
   * @return a source that accepts what they sign
   */
  public WebhookSource source() {
    return source(signer);
  }

  /**
   * The messages for what happened since this was last called.
   *
   * @return signed now, oldest event first; empty if nothing happened
   */
  public synchronized List<SignedWebhook> take() {
    return provider.dashboard().events().stream()
        .filter(event -> taken.add(event.id()))
        .map(this::of)
        .toList();
  }

  /**
   * Does something at the provider of which no message is sent: what was so before a test begins.
   *
   * @param act what is done
   */
  public synchronized void silently(Runnable act) {
    Objects.requireNonNull(act, "act");
    Set<String> before = ids();
    act.run();
    Set<String> since = ids();
    since.removeAll(before);
    taken.addAll(since);
  }

  private Set<String> ids() {
    return provider.dashboard().events().stream()
        .map(FakeEvent::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * The message for one event, signed now, whether or not it was taken.
   *
   * @param event the event
   * @return the message
   */
  public SignedWebhook of(FakeEvent event) {
    Objects.requireNonNull(event, "event");
    return signer.sign(event.id(), clock.instant(), EventWire.write(event).toString());
  }
}
