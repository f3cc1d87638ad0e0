package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import dev.muster.testkit.contract.CookiesUnderTest;
import dev.muster.testkit.contract.SessionFormatContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong cookie forms, each made of a sound one by one fault. */
final class WrongCookies {
  static final Catalogue<UnaryOperator<SessionFormat>> CATALOGUE =
      new Catalogue<>(
          SessionFormatContract.class,
          Runner.class,
          form -> Runner.form = form,
          sound -> sound,
          List.of(
              Wrong.of(
                  "forgets the organization",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        Opened opened(Opened as) {
                          return in(null, as);
                        }
                      },
                  "what_was_sealed_opens_as_the_session_it_was"),
              Wrong.of(
                  "opens a session in some organization",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        Opened opened(Opened as) {
                          return in(new OrganizationId("org_any"), as);
                        }
                      },
                  "a_session_in_no_organization_opens_in_none"),
              Wrong.of(
                  "lets access count for ever",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        Opened opened(Opened as) {
                          return until(Instant.MAX, as);
                        }
                      },
                  "access_counts_until_it_ends_and_no_longer"),
              Wrong.of(
                  "writes without a seal",
                  Unsealed::new,
                  "a_cookie_with_any_character_changed_is_nobody_else",
                  "what_another_key_sealed_does_not_open",
                  "no_secret_is_readable_in_a_cookie_or_a_text",
                  "two_cookies_of_one_session_are_not_alike"),
              Wrong.of(
                  "reads the first part of a cookie and passes the rest over",
                  Parts::new,
                  "any_text_opens_nothing_and_throws_nothing"),
              Wrong.of(
                  "throws where a text is no cookie",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        public Optional<Opened> open(Secret cookie) {
                          Base64.getUrlDecoder().decode(cookie.reveal());
                          return super.open(cookie);
                        }
                      },
                  "any_text_opens_nothing_and_throws_nothing"),
              Wrong.of(
                  "writes characters that no cookie may hold",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        public Secret seal(ProviderSession session) {
                          return Secret.of("\"" + super.seal(session).reveal() + "\"");
                        }
                      },
                  "a_cookie_is_of_characters_that_a_cookie_may_hold_and_not_too_long"),
              Wrong.of(
                  "writes more than a browser keeps",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        public Secret seal(ProviderSession session) {
                          return Secret.of(super.seal(session).reveal() + "=".repeat(4_000));
                        }
                      },
                  "a_cookie_is_of_characters_that_a_cookie_may_hold_and_not_too_long"),
              Wrong.of(
                  "takes a null for no cookie",
                  sound ->
                      new Wrapped(sound) {
                        @Override
                        public Optional<Opened> open(@Nullable Secret cookie) {
                          return cookie == null ? Optional.empty() : super.open(cookie);
                        }
                      },
                  "a_null_is_refused_by_name")));

  private WrongCookies() {}

  /** Runs the suite on the form it was handed last. */
  static final class Runner extends SessionFormatContract {
    static UnaryOperator<SessionFormat> form = sound -> sound;

    @Override
    protected CookiesUnderTest open() {
      return new PassingCookies(form);
    }
  }

  /** Passes everything on; a wrong one replaces one method. */
  private static class Wrapped implements SessionFormat {
    private final SessionFormat sound;

    Wrapped(SessionFormat sound) {
      this.sound = sound;
    }

    Opened opened(Opened as) {
      return as;
    }

    @Override
    public Secret seal(ProviderSession session) {
      return sound.seal(session);
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      return sound.open(cookie).map(this::opened);
    }

    static Opened in(@Nullable OrganizationId organization, Opened as) {
      return new Opened(
          as.user(),
          as.sessionId(),
          organization,
          as.refreshToken(),
          as.impersonator(),
          as.access());
    }

    static Opened until(Instant end, Opened as) {
      return new Opened(
          as.user(),
          as.sessionId(),
          as.organization(),
          as.refreshToken(),
          as.impersonator(),
          new Access.Until(end));
    }
  }

  /** Base64 of the refresh token, and the rest by a table that every key shares. */
  private static final class Unsealed extends Wrapped {
    private static final Map<String, ProviderSession> WRITTEN = new HashMap<>();

    Unsealed(SessionFormat sound) {
      super(sound);
    }

    @Override
    public Secret seal(ProviderSession session) {
      String token = session.refreshToken().reveal();
      WRITTEN.put(token, session);
      return Secret.of(
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString((token + "\nuser_ann").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      String[] lines =
          new String(Base64.getUrlDecoder().decode(cookie.reveal()), StandardCharsets.UTF_8)
              .split("\n", -1);
      ProviderSession session = WRITTEN.get(lines[0]);
      return session == null || lines.length < 2
          ? Optional.empty()
          : Optional.of(
              new Opened(
                  new UserId(lines[1]),
                  session.sessionId(),
                  session.organization(),
                  session.refreshToken(),
                  null,
                  new Access.Until(Instant.MAX)));
    }
  }

  private static final class Parts extends Wrapped {
    private int length;

    Parts(SessionFormat sound) {
      super(sound);
    }

    @Override
    public Secret seal(ProviderSession session) {
      Secret cookie = super.seal(session);
      length = cookie.reveal().length();
      return cookie;
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      String text = cookie.reveal();
      return super.open(
          text.length() > length && length > 0 ? Secret.of(text.substring(0, length)) : cookie);
    }
  }
}
