package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Known attacks on verifiers of JWTs, each by its name (RFC 8725 lists most of them). */
@Tag("SES-5")
@Tag("BAD-INPUT")
class TokenAttacksTest {
  private static final String CLAIMS = "{\"iss\":\"https://issuer.example\",\"aud\":\"app\",";
  private static final String REST = "\"sub\":\"user_1\",\"sid\":\"session_1\",\"exp\":4000000000}";

  private final TestIssuer issuer = new TestIssuer();
  private final AccessTokenVerifier verifier = issuer.verifier();

  @Test
  void the_public_key_as_the_secret_of_a_mac() throws Exception {
    for (byte[] secret :
        List.of(
            TestIssuer.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            TestIssuer.KEY.toRSAPublicKey().getEncoded(),
            pem().getBytes(StandardCharsets.US_ASCII))) {
      for (JWSAlgorithm mac : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
        JWSHeader header = new JWSHeader.Builder(mac).keyID("key-1").build();
        SignedJWT jwt = new SignedJWT(header, issuer.claims().build());
        jwt.sign(new MACSigner(secret));
        bad(TokenFault.WRONG_ALGORITHM, jwt.serialize());
      }
    }
  }

  @Test
  void a_secret_that_the_issuer_publishes_by_mistake() throws Exception {
    byte[] secret = new byte[32];
    issuer.published.add(new OctetSequenceKey.Builder(secret).keyID("oct").build());
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("oct").build(),
            issuer.claims().build());
    jwt.sign(new MACSigner(secret));
    bad(TokenFault.WRONG_ALGORITHM, jwt.serialize());
  }

  @Test
  void no_signature_at_all_in_every_spelling() {
    String payload = issuer.token().split("\\.", -1)[1];
    String signature = issuer.token().split("\\.", -1)[2];
    for (int letters = 0; letters < 16; letters++) {
      StringBuilder none = new StringBuilder("none");
      for (int i = 0; i < 4; i++) {
        if ((letters >> i & 1) == 1) {
          none.setCharAt(i, Character.toUpperCase(none.charAt(i)));
        }
      }
      for (String spelling : List.of(none.toString(), none + " ", " " + none, none + "\\u0000")) {
        String header = encoded("{\"alg\":\"" + spelling + "\",\"kid\":\"key-1\"}");
        for (String text : List.of("", signature)) {
          notVerified(header + "." + payload + "." + text);
        }
      }
    }
    String empty = encoded("{\"alg\":\"RS256\",\"kid\":\"key-1\"}") + "." + payload + ".";
    notVerified(empty);
  }

  @Test
  void a_token_inside_a_token() throws Exception {
    bad(TokenFault.WRONG_CLAIMS, signed(TestIssuer.header(TestIssuer.KEY), issuer.token()));
    bad(
        TokenFault.MALFORMED,
        signed(TestIssuer.header(TestIssuer.KEY).contentType("JWT"), issuer.token()));
    bad(
        TokenFault.MALFORMED,
        signed(TestIssuer.header(TestIssuer.KEY).contentType("JWT"), CLAIMS + REST));
  }

  @Test
  void an_encrypted_wrapper() throws Exception {
    JWEObject wrapped =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                .contentType("JWT")
                .keyID("key-1")
                .build(),
            new Payload(issuer.token()));
    wrapped.encrypt(new RSAEncrypter(TestIssuer.KEY.toRSAPublicKey()));
    bad(TokenFault.MALFORMED, wrapped.serialize());
  }

  @Test
  void critical_headers_known_ones_too() throws Exception {
    bad(
        TokenFault.MALFORMED,
        signed(
            TestIssuer.header(TestIssuer.KEY)
                .criticalParams(Set.of("odd"))
                .customParam("odd", false),
            CLAIMS + REST));
    bad(
        TokenFault.MALFORMED,
        rawSigned("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"crit\":[]}", CLAIMS + REST));
    // RFC 7797: what is signed is not what is read.
    bad(
        TokenFault.MALFORMED,
        rawSigned(
            "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"b64\":false,\"crit\":[\"b64\"]}",
            CLAIMS + REST));
  }

  @Test
  void keys_that_the_header_brings_along_or_points_at() {
    RSAKey own = TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048);
    for (UnaryOperator<JWSHeader.Builder> lure :
        List.<UnaryOperator<JWSHeader.Builder>>of(
            header -> header.jwk(own.toPublicJWK()),
            header -> header.jwkURL(URI.create("https://evil.example/jwks")),
            header -> header.x509CertURL(URI.create("https://evil.example/x5u")),
            header -> header.x509CertChain(List.of(Base64.encode("a certificate"))))) {
      bad(
          TokenFault.WRONG_SIGNATURE,
          TestIssuer.signed(lure.apply(TestIssuer.header(own)), issuer.claims().build(), own));
    }
    assertThat(issuer.reads).hasValue(1);
  }

  @Test
  void key_ids_that_are_paths_statements_or_worse() throws Exception {
    for (String id :
        List.of(
            "../../dev/null",
            "/etc/passwd",
            "key-1' OR '1'='1",
            "key-1; DROP TABLE keys",
            "key-1\\u0000",
            "\\u0000key-1",
            "key-1\\r\\nx: y",
            " key-1",
            "KEY-1",
            "",
            " ",
            "k".repeat(257),
            "https://evil.example/jwks#key-1",
            "$(id)",
            "|id")) {
      notVerified(rawSigned("{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", CLAIMS + REST));
    }
    for (String odd : List.of("7", "null", "[\"key-1\"]", "{\"key-1\":1}", "true")) {
      notVerified(rawSigned("{\"alg\":\"RS256\",\"kid\":" + odd + "}", CLAIMS + REST));
    }
    bad(TokenFault.MALFORMED, rawSigned("{\"alg\":\"RS256\"}", CLAIMS + REST));
  }

  @Test
  void a_member_twice_in_header_or_claims() throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";
    assertThat(verifier.verify(rawSigned(header, CLAIMS + REST)))
        .isInstanceOf(TokenCheck.Verified.class);
    for (String twice :
        List.of(
            "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"key-1\"}",
            "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"key-1\"}",
            "{\"alg\":\"RS256\",\"kid\":\"key-2\",\"kid\":\"key-1\"}",
            "{\"alg\":\"RS256\",\"kid\":null,\"kid\":\"key-1\"}")) {
      bad(TokenFault.MALFORMED, rawSigned(twice, CLAIMS + REST));
    }
    for (String twice :
        List.of(
            "\"sub\":\"user_2\",",
            "\"sub\":null,",
            "\"exp\":1,",
            "\"exp\":null,",
            "\"\\u0073ub\":\"user_2\",",
            "\"iss\":\"https://evil.example\",",
            "\"aud\":\"other\",")) {
      bad(TokenFault.WRONG_CLAIMS, rawSigned(header, CLAIMS + twice + REST));
    }
  }

  @Test
  void text_that_is_nearly_json() throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";
    for (String claims :
        List.of(
            CLAIMS + REST + "x",
            CLAIMS + REST + "{}",
            "[" + CLAIMS + REST + "]",
            "null",
            "\"text\"",
            "",
            "{}",
            "[".repeat(5000),
            CLAIMS + "\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "," + REST)) {
      notVerified(rawSigned(header, claims));
    }
    notVerified(encoded("{\"x\":" + "[".repeat(9000)) + ".e30.e30");
  }

  @Test
  void headers_that_are_json_and_no_object() {
    String[] good = issuer.token().split("\\.", -1);
    for (String json : List.of("null", "[]", "[null]", "7", "true", "\"text\"")) {
      bad(TokenFault.MALFORMED, encoded(json) + "." + good[1] + "." + good[2]);
    }
  }

  @Test
  void times_that_are_none() throws Exception {
    String start = CLAIMS + "\"sub\":\"user_1\",\"sid\":\"session_1\"";
    for (String odd :
        List.of(
            "\"4000000000\"",
            "\"2099-01-01T00:00:00Z\"",
            "-1",
            "-4000000000",
            "1e300",
            "1e400",
            "-1e400",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "253402300800",
            "NaN",
            "Infinity",
            "null",
            "[4000000000]",
            "{\"a\":1}",
            "true",
            "0x7fffffff",
            "")) {
      notVerified(raw(start + ",\"exp\":" + odd + "}"));
    }
    notVerified(raw(start + "}"));
    for (String claim : List.of("nbf", "iat")) {
      for (String odd : List.of("\"1\"", "-1", "1e300", "4000000000", "true", "[]")) {
        notVerified(raw(start + ",\"exp\":4000000000,\"" + claim + "\":" + odd + "}"));
      }
    }
    // A fraction is a time (RFC 7519, section 2), and so is an exponent.
    for (String time : List.of("4000000000.5", "4e9")) {
      assertThat(verifier.verify(raw(start + ",\"exp\":" + time + "}")))
          .isInstanceOf(TokenCheck.Verified.class);
    }
  }

  @Test
  void audiences_of_odd_types() throws Exception {
    for (String odd :
        List.of(
            "7",
            "true",
            "{\"app\":1}",
            "[7]",
            "[\"app\",7]",
            "[[\"app\"]]",
            "[]",
            "\"\"",
            "null",
            "\"app \"",
            "\"APP\"",
            "\"app,other\"",
            "[\"\"]")) {
      notVerified(raw("{\"iss\":\"https://issuer.example\",\"aud\":" + odd + "," + REST));
    }
  }

  @Test
  void issuers_that_only_look_right() throws Exception {
    for (String odd :
        List.of(
            "\"https://issuer.example/\"",
            "\"https://ISSUER.example\"",
            "\"https://issuer.example.evil.example\"",
            "\"http://issuer.example\"",
            "[\"https://issuer.example\"]",
            "null",
            "\"\"")) {
      notVerified(raw("{\"iss\":" + odd + ",\"aud\":\"app\"," + REST));
    }
  }

  @Test
  void the_same_key_id_from_another_issuer() {
    TestIssuer foreign = new TestIssuer();
    RSAKey key = TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048);
    foreign.published.clear();
    foreign.published.add(key.toPublicJWK());
    AccessTokenVerifier other = foreign.verifier();
    String ours = issuer.token();
    String theirs = foreign.by(key);
    for (int i = 0; i < 2; i++) {
      assertThat(verifier.verify(ours)).isInstanceOf(TokenCheck.Verified.class);
      assertThat(other.verify(theirs)).isInstanceOf(TokenCheck.Verified.class);
      bad(TokenFault.WRONG_SIGNATURE, theirs);
      assertThat(other.verify(ours)).isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_SIGNATURE));
    }
  }

  @Test
  void empty_and_malformed_signatures_on_a_curve() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    ECKey wider = new ECKeyGenerator(Curve.P_384).keyID("wider").generate();
    issuer.published.add(key.toPublicJWK());
    issuer.published.add(wider.toPublicJWK());
    AccessTokenVerifier curves =
        issuer.verifier(TestIssuer.rules().algorithms(SigningAlgorithm.ES256));
    String good = byCurve(key, "ec");
    assertThat(curves.verify(good)).isInstanceOf(TokenCheck.Verified.class);
    assertThat(curves.verify(byCurve(other, "ec")))
        .isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_SIGNATURE));
    String signed = good.substring(0, good.lastIndexOf('.') + 1);
    byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
    byte[] orders = new byte[64];
    System.arraycopy(order, 1, orders, 0, 32);
    System.arraycopy(order, 1, orders, 32, 32);
    List<byte[]> signatures = new ArrayList<>();
    for (int length : List.of(0, 1, 8, 63, 64, 65, 72, 96, 128)) {
      signatures.add(new byte[length]);
    }
    signatures.add(orders);
    signatures.add(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0});
    for (byte[] signature : signatures) {
      assertThat(curves.verify(signed + Base64URL.encode(signature)))
          .isNotInstanceOf(TokenCheck.Verified.class);
    }
    String renamed =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("wider").build().toBase64URL().toString();
    assertThat(curves.verify(renamed + good.substring(good.indexOf('.'))))
        .isNotInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void a_key_of_another_kind_under_the_id() throws Exception {
    ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    issuer.published.clear();
    issuer.published.add(curve.toPublicJWK());
    notVerified(issuer.token());
  }

  @Test
  void a_key_for_encryption_or_for_another_algorithm() {
    for (RSAKey unfit :
        List.of(
            new RSAKey.Builder(TestIssuer.KEY).keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(TestIssuer.KEY).algorithm(JWSAlgorithm.RS512).build(),
            new RSAKey.Builder(TestIssuer.KEY).algorithm(JWEAlgorithm.RSA_OAEP_256).build())) {
      TestIssuer careless = new TestIssuer();
      careless.published.clear();
      careless.published.add(unfit.toPublicJWK());
      assertThat(careless.verifier().verify(careless.token()))
          .isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
    }
  }

  @Test
  void white_space_padding_and_other_spellings_of_a_good_token() {
    String good = issuer.token();
    assertThat(verifier.verify(good)).isInstanceOf(TokenCheck.Verified.class);
    int dot = good.lastIndexOf('.');
    for (String odd :
        List.of(
            " " + good,
            good + " ",
            good + "\n",
            good + "\r\n",
            good + "=",
            good + "\u0000",
            good + ".",
            "." + good,
            good + "." + good,
            good + "," + good,
            "Bearer " + good,
            good.substring(0, dot + 9) + "\n" + good.substring(dot + 9),
            good.substring(0, dot + 9) + " " + good.substring(dot + 9),
            good.substring(0, dot + 9) + "\u0100" + good.substring(dot + 9),
            good.replace('-', '+').replace('_', '/') + "/")) {
      bad(TokenFault.MALFORMED, odd);
    }
  }

  @Test
  void the_spare_bits_of_the_last_letter() {
    String good = issuer.token();
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = letters.indexOf(good.charAt(good.length() - 1));
    // 256 bytes leave four spare bits, which are zero.
    assertThat(last % 16).isZero();
    for (int bits = 1; bits < 16; bits++) {
      bad(TokenFault.MALFORMED, good.substring(0, good.length() - 1) + letters.charAt(last + bits));
    }
  }

  @Test
  void more_than_anyone_needs() {
    String good = issuer.token();
    bad(TokenFault.MALFORMED, good + "A".repeat(16 * 1024));
    bad(TokenFault.MALFORMED, "A".repeat(10_000_000));
    String claims = issuer.token().split("\\.", -1)[1];
    bad(
        TokenFault.MALFORMED,
        encoded("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(2000) + "\"}") + "." + claims + ".AA");
    assertThat(issuer.reads).hasValue(0);
  }

  private void bad(TokenFault fault, String token) {
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(fault));
  }

  private void notVerified(String token) {
    assertThat(verifier.verify(token)).as(token).isNotInstanceOf(TokenCheck.Verified.class);
  }

  private String byCurve(ECKey key, String id) throws Exception {
    JWTClaimsSet claims = issuer.claims().build();
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id).build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private static String signed(JWSHeader.Builder header, String payload) throws Exception {
    JWSObject object = new JWSObject(header.build(), new Payload(payload));
    object.sign(new RSASSASigner(TestIssuer.KEY));
    return object.serialize();
  }

  private static String raw(String claims) throws Exception {
    return rawSigned("{\"alg\":\"RS256\",\"kid\":\"key-1\"}", claims);
  }

  /** A token that the library would not write. */
  private static String rawSigned(String header, String claims) throws Exception {
    String text = encoded(header) + "." + encoded(claims);
    Base64URL signature =
        new RSASSASigner(TestIssuer.KEY)
            .sign(new JWSHeader(JWSAlgorithm.RS256), text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + signature;
  }

  private static String encoded(String text) {
    return Base64URL.encode(text).toString();
  }

  private static String pem() throws Exception {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.encode(TestIssuer.KEY.toRSAPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
