package dev.muster.proof.contract;

import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.contract.WebhookSourceContract;
import dev.muster.testkit.contract.WebhooksUnderTest;
import dev.muster.testkit.http.FakeWebhookStage;
import dev.muster.testkit.http.FakeWebhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong readers of webhooks, each made of the fake's by one fault. */
final class WrongWebhooks {
  private static final String HEADER = "WorkOS-Signature";
  private static final WebhookSigner SIGNER = WebhookSigner.workOs(FakeWebhookStage.CURRENT);

  static final Catalogue<UnaryOperator<WebhookSource>> CATALOGUE =
      new Catalogue<>(
          WebhookSourceContract.class,
          Runner.class,
          reader -> Runner.reader = reader,
          sound -> sound,
          List.of(
              Wrong.of(
                  "answers an id of its own",
                  OwnIds::new,
                  "a_message_that_is_sent_again_has_the_same_id_and_another_message_another"),
              Wrong.of(
                  "refuses everything",
                  sound -> (headers, body, now) -> new Receipt.Refused(Why.UNSIGNED),
                  "a_signed_message_is_accepted_with_what_it_tells"),
              Wrong.of(
                  "believes any signature",
                  WrongWebhooks::believing,
                  "a_message_with_any_byte_of_its_body_changed_is_not_accepted",
                  "a_message_with_any_character_of_its_headers_changed_is_not_accepted",
                  "a_message_of_somebody_else_is_not_accepted"),
              Wrong.of(
                  "verifies the body without its blanks",
                  sound -> (headers, body, now) -> sound.read(headers, stripped(body), now),
                  "a_message_that_was_parsed_and_written_again_is_not_accepted"),
              Wrong.of(
                  "knows one secret",
                  sound -> FakeWebhooks.source(SIGNER),
                  "the_secret_before_is_good_while_it_is_changed"),
              Wrong.of(
                  "takes messages of any age",
                  WrongWebhooks::ageless,
                  "a_message_counts_within_the_window_and_not_beyond_it_on_either_side"),
              Wrong.of(
                  "looks for its header only after the body",
                  WrongWebhooks::headerless,
                  "a_message_without_its_headers_is_unsigned"),
              Wrong.of(
                  "takes an empty body for a forged one",
                  sound ->
                      (headers, body, now) ->
                          body.length == 0
                              ? new Receipt.Refused(Why.BAD_SIGNATURE)
                              : sound.read(headers, body, now),
                  "an_empty_body_is_said_to_be_not_raw"),
              Wrong.of(
                  "throws where a body is no event",
                  WrongWebhooks::throwing,
                  "a_signed_body_that_is_no_event_is_malformed"),
              Wrong.of(
                  "refuses a type that it does not know",
                  WrongWebhooks::knownOnly,
                  "a_message_of_a_type_that_is_not_known_says_nothing_of_access"),
              Wrong.of(
                  "reads numbers of any length from headers",
                  WrongWebhooks::anyNumber,
                  "headers_of_any_text_are_an_answer_and_no_exception")));

  private WrongWebhooks() {}

  /** Runs the suite on the reader it was handed last. */
  static final class Runner extends WebhookSourceContract {
    static UnaryOperator<WebhookSource> reader = sound -> sound;

    @Override
    protected WebhooksUnderTest open() {
      FakeWebhookStage stage = FakeWebhookStage.workOs();
      WebhookSource wrong = reader.apply(stage.source());
      return stage.reading(wrong);
    }
  }

  private static byte[] stripped(byte[] body) {
    return body.length == 0 ? body : text(body).strip().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static WebhookSource believing(WebhookSource sound) {
    return (headers, body, now) ->
        sound.read(SIGNER.sign("event_1", now, text(body)).headers()::get, body, now);
  }

  private static WebhookSource ageless(WebhookSource sound) {
    return (headers, body, now) -> sound.read(headers, body, time(headers.apply(HEADER)));
  }

  private static WebhookSource anyNumber(WebhookSource sound) {
    return (headers, body, now) -> {
      Instant unused = time(headers.apply(HEADER));
      return sound.read(headers, body, now);
    };
  }

  private static Instant time(@Nullable String header) {
    return Instant.ofEpochMilli(
        Long.parseLong(String.valueOf(header).replaceAll("^t=([0-9]+),.*", "$1")));
  }

  private static WebhookSource headerless(WebhookSource sound) {
    return (headers, body, now) ->
        headers.apply(HEADER) == null
            ? new Receipt.Refused(Why.BAD_SIGNATURE)
            : sound.read(headers, body, now);
  }

  private static WebhookSource throwing(WebhookSource sound) {
    return (headers, body, now) -> {
      Receipt receipt = sound.read(headers, body, now);
      if (receipt.equals(new Receipt.Refused(Why.MALFORMED))) {
        throw new IllegalArgumentException("no event");
      }
      return receipt;
    };
  }

  private static WebhookSource knownOnly(WebhookSource sound) {
    return (headers, body, now) -> {
      Receipt receipt = sound.read(headers, body, now);
      return receipt instanceof Receipt.Accepted accepted
              && accepted.event().what() instanceof ProviderEvent.Other
          ? new Receipt.Refused(Why.MALFORMED)
          : receipt;
    };
  }

  private static final class OwnIds implements WebhookSource {
    private final WebhookSource sound;
    private int read;

    OwnIds(WebhookSource sound) {
      this.sound = sound;
    }

    @Override
    public Receipt read(UnaryOperator<@Nullable String> headers, byte[] body, Instant now) {
      read++;
      return sound.read(headers, body, now) instanceof Receipt.Accepted accepted
          ? new Receipt.Accepted("message_" + read, accepted.event())
          : new Receipt.Refused(Why.MALFORMED);
    }
  }
}
