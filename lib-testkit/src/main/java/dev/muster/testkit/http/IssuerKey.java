package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** The key of the fake's issuer: one RSA pair, made when it is first needed and never stored. */
final class IssuerKey {
  private static final int BITS = 2048;

  private final KeyPair pair;
  private final String id;

  private IssuerKey(KeyPair pair) {
    this.pair = pair;
    String modulus = number(publicKey().getModulus());
    id = modulus.substring(modulus.length() - 16);
  }

  static IssuerKey make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return new IssuerKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has RSA", e);
    }
  }

  /** The published half, as RFC 7517 has it. */
  ObjectNode jwk() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", id)
        .put("n", number(publicKey().getModulus()))
        .put("e", number(publicKey().getPublicExponent()));
  }

  /** An access token with these claims, as RFC 9068 has it. */
  String sign(ObjectNode claims) {
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("alg", "RS256")
            .put("typ", "at+jwt")
            .put("kid", id);
    String signed = text(bytes(header)) + "." + text(bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + text(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has SHA256withRSA", e);
    }
  }

  private RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A number without the byte that only says that it is positive. */
  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return text(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The key's id and nothing of the key. */
  @Override
  public String toString() {
    return "IssuerKey[" + id + "]";
  }
}
