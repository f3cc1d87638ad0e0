package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization that is read elsewhere than in {@code org_id}. */
@Tag("SES-5")
class OrganizationHintTest {
  private static final int INPUTS = 20_000;

  private final TestIssuer issuer = new TestIssuer();

  /** As one provider nests it: {@code o} with {@code id}. */
  private static OrganizationId nested(Map<String, Object> claims) {
    Object o = claims.get("o");
    return o == null ? null : new OrganizationId((String) ((Map<?, ?>) o).get("id"));
  }

  @Test
  void is_read_where_the_rules_say_and_nowhere_else() {
    JWTClaimsSet.Builder claims =
        issuer.claims().claim("org_id", "org_1").claim("o", Map.of("id", "org_2"));
    assertThat(organization(TestIssuer.rules(), claims)).isEqualTo("org_1");
    assertThat(organization(nestedRules(), claims)).isEqualTo("org_2");
    assertThat(organization(nestedRules(), issuer.claims().claim("org_id", "org_1")))
        .isEqualTo("none");
    assertThat(organization(nestedRules(), issuer.claims().claim("org_id", 7))).isEqualTo("none");
  }

  @Test
  void is_what_a_bearer_token_points_to() {
    BearerTokens tokens = BearerTokens.of(issuer.verifier(nestedRules()));
    String token = TestIssuer.token(issuer.claims().claim("o", Map.of("id", "org_2")));
    assertThat(tokens.authenticate(Secret.of(token)))
        .isInstanceOfSatisfying(
            TokenAuthenticator.Outcome.Verified.class,
            verified -> assertThat(verified.organization()).isEqualTo(new OrganizationId("org_2")));
  }

  @Test
  @Tag("BAD-INPUT")
  void that_is_not_what_it_should_be_makes_the_token_bad_whatever_the_reader_throws() {
    for (Object odd : List.of(7, "x", List.of(), Map.of(), Map.of("id", 7), Map.of("id", " "))) {
      assertThat(organization(nestedRules(), issuer.claims().claim("o", odd)))
          .as(odd.toString())
          .isEqualTo("WRONG_CLAIMS");
    }
  }

  @Test
  void is_read_once_and_only_of_a_token_that_is_good_in_all_else() {
    AtomicInteger reads = new AtomicInteger();
    AccessTokenVerifier verifier =
        issuer.verifier(
            TestIssuer.rules()
                .organizationIn(
                    claims -> {
                      reads.incrementAndGet();
                      return null;
                    }));
    verifier.verify(TestIssuer.token(issuer.claims().audience("other")));
    verifier.verify(issuer.by(TestIssuer.OTHER_KEY));
    assertThat(reads).hasValue(0);
    String good = issuer.token();
    verifier.verify(good);
    verifier.verify(good);
    assertThat(reads).hasValue(1);
  }

  @Test
  void its_reader_can_change_no_claim() {
    TokenRules.Builder rules =
        TestIssuer.rules()
            .organizationIn(
                claims -> {
                  claims.put("sub", "somebody else");
                  return null;
                });
    assertThat(organization(rules, issuer.claims())).isEqualTo("WRONG_CLAIMS");
  }

  @Test
  @Tag("BAD-INPUT")
  @SuppressWarnings("NullAway") // a null is what this test is about
  void no_reader_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> TestIssuer.rules().organizationIn(null))
        .withMessage("reader");
  }

  @Test
  @Tag("BAD-INPUT")
  void garbage_under_a_good_signature_is_an_outcome_and_no_exception() {
    TokenRules rules = nestedRules().claimIfPresent("sts", "active").build();
    Random random = new Random(20261122);
    for (int i = 0; i < INPUTS; i++) {
      Map<String, Object> json = new LinkedHashMap<>(issuer.claims().build().toJSONObject());
      for (String name : List.of("o", "sts", "org_id")) {
        if (random.nextBoolean()) {
          json.put(name, value(random, 3));
        }
      }
      Claims claims = Claims.of(json);
      boolean good =
          rules.faultOf(claims, issuer.now().toEpochMilli()) == null && isReadable(rules, claims);
      assertThat(good && json.containsKey("sts") && !"active".equals(json.get("sts"))).isFalse();
    }
  }

  private static boolean isReadable(TokenRules rules, Claims claims) {
    try {
      OrganizationId found = rules.organizationIn(claims);
      Object o = claims.all().get("o");
      return found == null ? o == null : found.value().equals(((Map<?, ?>) o).get("id"));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> random.nextBoolean();
      case 3 -> "active";
      case 4 -> "org_" + random.nextInt(3);
      case 5 -> " ".repeat(random.nextInt(2)) + (char) random.nextInt(0xD800);
      case 6 -> {
        List<Object> list = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(random.nextBoolean() ? "id" : "slg", value(random, depth - 1));
        yield map;
      }
    };
  }

  private static TokenRules.Builder nestedRules() {
    return TestIssuer.rules().organizationIn(OrganizationHintTest::nested);
  }

  private String organization(TokenRules.Builder rules, JWTClaimsSet.Builder claims) {
    return issuer
        .verifier(rules)
        .verify(TestIssuer.token(claims))
        .fold(
            token -> token.organization().map(OrganizationId::value).orElse("none"),
            TokenFault::name,
            () -> "unchecked");
  }
}
