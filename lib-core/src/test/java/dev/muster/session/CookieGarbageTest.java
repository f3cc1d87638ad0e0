package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.UserId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cookies that nobody sealed: never an exception, never somebody. */
@Tag("SES-4")
@Timeout(60)
class CookieGarbageTest {
  private static final int INPUTS = 20_000;
  private static final long SEED = 20_261_121;

  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private final String good = provider.signIn();
  private final String bob = bob();
  private final String login =
      ((LoginStart.Redirect) sessions.startLogin("/")).cookie().value().reveal();
  private final String state = provider.state();
  private final List<String> others = others();

  @AfterEach
  void close() {
    provider.close();
  }

  private String bob() {
    provider.user = new UserId("user_bob");
    String cookie = provider.signIn();
    provider.user = ScriptedSessions.ANN;
    return cookie;
  }

  /** Well sealed, for another user, host, name, provider or purpose. */
  private List<String> others() {
    List<String> all = new ArrayList<>(List.of(good, login, bob));
    SessionSettings otherKey =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(ScriptedSessions.REDIRECT)
            .build();
    for (SessionSettings settings :
        List.of(otherKey, provider.settings().cookieName("other").build())) {
      Sessions host = provider.sessions(settings);
      String cookie = ((LoginStart.Redirect) host.startLogin("/")).cookie().value().reveal();
      all.add(cookie);
      LoginResult in = host.finishLogin("code", provider.state(), null, List.of(cookie));
      all.add(in.cookies().get(0).value().reveal());
    }
    return all;
  }

  private void assertNobody(String cookie, String as) {
    if (!cookie.equals(good) && !cookie.equals(bob)) {
      assertThat(sessions.authenticate(ScriptedSessions.cookie(cookie)))
          .as(as)
          .isEqualTo(new Authentication.Invalid());
    }
    if (!cookie.equals(login)) {
      assertThat(sessions.finishLogin("code", state, null, List.of(cookie)))
          .as(as)
          .isInstanceOf(LoginResult.Restart.class);
    }
  }

  @Test
  void no_garbage_is_an_exception_or_somebody() {
    int exchanged = provider.exchanges.get();
    Random random = new Random(SEED);
    for (int i = 0; i < INPUTS; i++) {
      assertNobody(
          garbage(random, random.nextBoolean() ? good : login), "input " + i + " of seed " + SEED);
    }
    assertThat(provider.exchanges).hasValue(exchanged);
  }

  @Test
  void no_garbage_ends_a_session_or_hinders_signing_out() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 1_000; i++) {
      String garbage = garbage(random, good);
      if (!garbage.equals(good) && !garbage.equals(bob)) {
        assertThat(sessions.logout(ScriptedSessions.cookie(garbage))).hasSize(2);
      }
    }
    assertThat(provider.ended).isEmpty();
  }

  @Test
  void a_cookie_with_one_character_changed_anywhere_is_nobody() {
    for (String cookie : List.of(good, login)) {
      for (int at = 0; at < cookie.length(); at++) {
        for (char c : new char[] {'A', '.', '=', '\0', '\u00e9', '\u0130'}) {
          StringBuilder changed = new StringBuilder(cookie);
          changed.setCharAt(at, c);
          assertNobody(changed.toString(), c + " at " + at);
        }
      }
    }
  }

  @Test
  void a_cookie_with_one_bit_changed_anywhere_in_its_bytes_is_nobody() {
    for (String cookie : List.of(good, login)) {
      int body = cookie.lastIndexOf('.') + 1;
      byte[] bytes = Base64.getUrlDecoder().decode(cookie.substring(body));
      for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
        byte[] changed = bytes.clone();
        changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertNobody(cookie.substring(0, body) + base64(changed), "bit " + bit);
      }
    }
  }

  @Test
  void a_cookie_cut_anywhere_is_nobody() {
    for (String cookie : List.of(good, login)) {
      int body = cookie.lastIndexOf('.') + 1;
      byte[] bytes = Base64.getUrlDecoder().decode(cookie.substring(body));
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertNobody(cookie.substring(0, body) + base64(cut), length + " bytes");
        assertNobody(cookie.substring(0, length), length + " characters");
      }
    }
  }

  @Test
  void parts_of_two_cookies_make_nobody() {
    for (String one : others) {
      for (String other : others) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        assertNobody(left[0] + "." + left[1] + "." + right[2], "body of another");
        assertNobody(left[0] + "." + right[1] + "." + left[2], "key of another");
        int nonce = 16;
        assertNobody(
            left[0] + "." + left[1] + "." + left[2].substring(0, nonce) + right[2].substring(nonce),
            "nonce of another");
        assertNobody(one + other, "one after the other");
        assertNobody(one + "." + other, "one after the other");
      }
    }
  }

  @Test
  void of_all_that_is_well_sealed_only_the_own_cookie_is_somebody() {
    assertThat(others).doesNotHaveDuplicates().hasSize(7);
    others.forEach(cookie -> assertNobody(cookie, cookie));
    assertThat(sessions.authenticate(ScriptedSessions.cookie(good)))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  @Test
  void what_is_out_of_all_proportion_is_nobody() {
    for (String cookie :
        List.of(
            ".".repeat(4_000),
            ".".repeat(5_000_000),
            good + "A".repeat(5_000_000),
            "m1" + ".a".repeat(2_000_000),
            "=".repeat(4_000),
            "\ud800".repeat(4_000),
            "m1.." + "A".repeat(4_000))) {
      assertNobody(cookie, "of " + cookie.length());
    }
  }

  /** What our own key sealed, for the right purpose, in a form that is not ours. */
  @Test
  void no_bytes_under_a_good_seal_are_an_exception() {
    Random random = new Random(SEED + 2);
    Seal seal = new Seal(List.of(provider.key), new SecureRandom());
    Set<String> purposes = Set.of("session:__Host-muster", "login:__Host-muster-login:scripted");
    for (int i = 0; i < INPUTS / 10; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean() && bytes.length > 2) {
        bytes[0] = 0;
        bytes[1] = (byte) random.nextInt(16);
      }
      for (String purpose : purposes) {
        assertNobody(seal.seal(purpose, bytes), "input " + i + " of seed " + (SEED + 2));
      }
    }
  }

  private String garbage(Random random, String sealed) {
    return switch (random.nextInt(12)) {
      case 0 -> text(random, 300, 0xffff);
      case 1 -> sealed.substring(0, random.nextInt(sealed.length()));
      case 2 -> flipped(random, sealed);
      case 3 -> sealed + sealed.substring(random.nextInt(sealed.length()));
      case 4 -> "m1." + sealed.substring(3, 11) + "." + "A".repeat(random.nextInt(6000));
      case 5 -> spliced(random, sealed);
      case 6 -> sealed.substring(0, 12) + base64(bytes(random, random.nextInt(3000)));
      case 7 -> ".".repeat(random.nextInt(5000));
      case 8 -> inserted(random, sealed, text(random, 3, 0x10ffff));
      case 9 -> others.get(2 + random.nextInt(others.size() - 2));
      case 10 -> "m1." + text(random, 9, 'z') + sealed.substring(11);
      default -> sealed.replace('.', "._-".charAt(1 + random.nextInt(2)));
    };
  }

  private String spliced(Random random, String sealed) {
    String other = others.get(random.nextInt(others.size()));
    return sealed.substring(0, random.nextInt(sealed.length()))
        + other.substring(random.nextInt(other.length()));
  }

  private static String inserted(Random random, String sealed, String text) {
    int at = random.nextInt(sealed.length());
    return sealed.substring(0, at) + text + sealed.substring(at);
  }

  private static String text(Random random, int longest, int highest) {
    return random
        .ints(random.nextInt(longest), 0, highest)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String flipped(Random random, String sealed) {
    StringBuilder text = new StringBuilder(sealed);
    int at = random.nextInt(sealed.length());
    text.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');
    return text.toString();
  }
}
