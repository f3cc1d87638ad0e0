package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.contract.WebhooksUnderTest.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WebhookSource} keeps. An adapter's test extends this class and says how to open
 * one; JUnit runs the rest.
 */
@Tag("KIT-2")
@Tag("FEED-4")
public abstract class WebhookSourceContract extends Suite {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Membership ENDED =
      Cast.member(Cast.KEY, "om_1", Instant.parse("2026-02-01T12:00:00Z"));

  private WebhooksUnderTest stage;
  private WebhookSource source;

  /** For subclasses. */
  protected WebhookSourceContract() {}

  /**
   * Opens a reader.
   *
   * @return a new one for each test
   */
  protected abstract WebhooksUnderTest open();

  @BeforeEach
  final void openSource() {
    stage = open();
    source = stage.source();
  }

  @Test
  void a_signed_message_is_accepted_with_what_it_tells() {
    ProviderEvent event =
        new ProviderEvent("event_1", NOW, new ProviderEvent.MembershipEnded(ENDED));
    assertThat(read(message())).isEqualTo(new Receipt.Accepted("event_1", event));
  }

  @Test
  void a_message_that_is_sent_again_has_the_same_id_and_another_message_another() {
    assertThat(id(sign(stage.ended("event_1", NOW, ENDED), NOW.plus(MOMENT), Signer.CURRENT)))
        .isEqualTo(id(message()));
    SignedWebhook other =
        stage.sign("event_2", NOW, stage.ended("event_2", NOW, ENDED), Signer.CURRENT);
    assertThat(id(other)).isNotEqualTo(id(message()));
  }

  @Test
  void a_message_with_any_byte_of_its_body_changed_is_not_accepted() {
    SignedWebhook message = message();
    for (int at = 0; at < message.bytes().length; at++) {
      for (int bit : new int[] {1, 32}) {
        byte[] changed = message.bytes();
        changed[at] ^= (byte) bit;
        assertThat(read(message.headers(), changed, NOW))
            .isEqualTo(new Receipt.Refused(Why.BAD_SIGNATURE));
      }
    }
  }

  @Test
  void a_message_with_any_character_of_its_headers_changed_is_not_accepted() {
    SignedWebhook message = message();
    message
        .headers()
        .forEach(
            (name, value) -> {
              for (int at = 0; at < value.length(); at++) {
                for (String other : List.of("", "0", "1", "a", "b", " ", "\u0661")) {
                  String changed = value.substring(0, at) + other + value.substring(at + 1);
                  Map<String, String> headers = new HashMap<>(message.headers());
                  headers.put(name, changed);
                  if (!spelled(changed).equals(spelled(value))) {
                    assertThat(read(headers, message.bytes(), NOW))
                        .as(changed)
                        .isInstanceOf(Receipt.Refused.class);
                  }
                }
              }
            });
  }

  @Test
  void a_message_that_was_parsed_and_written_again_is_not_accepted() {
    SignedWebhook message = message();
    assertThat(read(message.tampered(message.body() + "\n"))).isEqualTo(refused(Why.BAD_SIGNATURE));
    assertThat(read(message.tampered(message.body().replaceFirst(":", ": "))))
        .isEqualTo(refused(Why.BAD_SIGNATURE));
  }

  @Test
  void a_message_of_somebody_else_is_not_accepted() {
    assertThat(read(sign(stage.ended("event_1", NOW, ENDED), NOW, Signer.STRANGER)))
        .isEqualTo(refused(Why.BAD_SIGNATURE));
  }

  @Test
  void the_secret_before_is_good_while_it_is_changed() {
    assertThat(read(sign(stage.ended("event_1", NOW, ENDED), NOW, Signer.OLDER)))
        .isEqualTo(read(message()));
  }

  @Test
  void a_message_counts_within_the_window_and_not_beyond_it_on_either_side() {
    Duration window = stage.window();
    for (Duration inside : List.of(window.minus(MOMENT), window.minus(MOMENT).negated())) {
      assertThat(readAt(NOW.plus(inside))).isInstanceOf(Receipt.Accepted.class);
    }
    for (Duration outside : List.of(window.plus(MOMENT), window.plus(MOMENT).negated())) {
      assertThat(readAt(NOW.plus(outside))).isEqualTo(refused(Why.OUT_OF_TIME));
    }
    assertThat(readAt(NOW.plus(Duration.ofDays(20_000)))).isEqualTo(refused(Why.OUT_OF_TIME));
    assertThat(readAt(Instant.EPOCH)).isEqualTo(refused(Why.OUT_OF_TIME));
  }

  @Test
  void a_message_without_its_headers_is_unsigned() {
    assertThat(read(Map.of(), message().bytes(), NOW)).isEqualTo(refused(Why.UNSIGNED));
  }

  @Test
  void an_empty_body_is_said_to_be_not_raw() {
    assertThat(read(message().headers(), new byte[0], NOW)).isEqualTo(refused(Why.NOT_RAW));
  }

  @Test
  void a_signed_body_that_is_no_event_is_malformed() {
    String whole = stage.ended("event_1", NOW, ENDED);
    for (String body :
        List.of(
            " ",
            "null",
            "[]",
            "{}",
            "\"event_1\"",
            "{\"id\":",
            whole.substring(0, whole.length() - 1),
            whole + whole,
            whole.replace(ENDED.user().value(), ""),
            "[".repeat(5_000),
            "{\"id\":{}}",
            "\u0000")) {
      assertThat(read(sign(body, NOW, Signer.CURRENT))).as(body).isEqualTo(refused(Why.MALFORMED));
    }
  }

  @Test
  void a_message_of_a_type_that_is_not_known_says_nothing_of_access() {
    Receipt receipt = read(sign(stage.unknown("event_1", NOW), NOW, Signer.CURRENT));
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    assertThat(((Receipt.Accepted) receipt).event().what()).isInstanceOf(ProviderEvent.Other.class);
  }

  @Test
  @Tag("BAD-INPUT")
  void headers_of_any_text_are_an_answer_and_no_exception() {
    SignedWebhook message = message();
    for (String garbage :
        List.of(
            "",
            " ",
            "=",
            ",",
            "t=,v1=",
            "t=999999999999999999999,v1=00",
            "t=-1, v1=" + "0".repeat(64),
            "t=1, v1=" + "0".repeat(63),
            "t=999999999999999, v1=" + "0".repeat(64),
            "v1,",
            "\u0661\u0662",
            "9".repeat(10_000),
            "a".repeat(100_000))) {
      for (String name : message.headers().keySet()) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(name, garbage);
        assertThat(read(headers, message.bytes(), NOW)).isInstanceOf(Receipt.Refused.class);
      }
    }
  }

  /** A header says the same in another case of its hexadecimal digits, and with other blanks. */
  private static String spelled(String header) {
    return header.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static Receipt refused(Why why) {
    return new Receipt.Refused(why);
  }

  private SignedWebhook message() {
    return sign(stage.ended("event_1", NOW, ENDED), NOW, Signer.CURRENT);
  }

  private SignedWebhook sign(String body, Instant sentAt, Signer signer) {
    return stage.sign("event_1", sentAt, body, signer);
  }

  private String id(SignedWebhook message) {
    return ((Receipt.Accepted) read(message)).message();
  }

  private Receipt readAt(Instant now) {
    return read(message().headers(), message().bytes(), now);
  }

  private Receipt read(SignedWebhook message) {
    return read(message.headers(), message.bytes(), NOW);
  }

  /* As a servlet gives headers: by name, in any case. */
  private Receipt read(Map<String, String> headers, byte[] body, Instant now) {
    return source.read(
        wanted ->
            headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null),
        body,
        now);
  }
}
