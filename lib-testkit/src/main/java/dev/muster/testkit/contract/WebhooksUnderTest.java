package dev.muster.testkit.contract;

import dev.muster.provider.Membership;
import dev.muster.provider.WebhookSource;
import dev.muster.testkit.SignedWebhook;
import java.time.Duration;
import java.time.Instant;

/**
 * <strong>SPI.</strong> One reader of a provider's webhooks, and the provider's side of it; the
 * stage of {@link WebhookSourceContract}. For one thread.
 */
public interface WebhooksUnderTest {
  /** Whose secret a message is signed with. */
  enum Signer {
    /** The endpoint's. */
    CURRENT,
    /** The endpoint's before it was changed, which the reader takes as well. */
    OLDER,
    /** Somebody else's. */
    STRANGER
  }

  /**
   * The reader, with the secrets {@link Signer#CURRENT} and {@link Signer#OLDER}.
   *
   * @return the same on every call
   */
  WebhookSource source();

  /**
   * How far from its clock the reader takes messages, before and after.
   *
   * @return the replay window
   */
  Duration window();

  /**
   * The raw body of a message that a membership was deleted.
   *
   * @param event the event's id
   * @param at when it happened; whole milliseconds
   * @param ended the membership
   * @return the body, as the provider writes it
   */
  String ended(String event, Instant at, Membership ended);

  /**
   * The raw body of a message of a type that the reader does not know.
   *
   * @param event the event's id
   * @param at when it happened
   * @return the body, as the provider writes it
   */
  String unknown(String event, Instant at);

  /**
   * Signs a body as the provider does.
   *
   * @param event the event's id
   * @param sentAt when it is sent
   * @param body the body
   * @param signer with whose secret
   * @return the message
   */
  SignedWebhook sign(String event, Instant sentAt, String body, Signer signer);
}
