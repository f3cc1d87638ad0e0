package dev.muster.testkit.mint;

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

/** The key of an issuer: one RSA pair, never stored. */
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

  String id() {
    return id;
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

  /** The signature of a text by RS256. */
  String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return JwtDraft.text(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has SHA256withRSA", e);
    }
  }

  private RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  /** A number without the byte that only says that it is positive. */
  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return JwtDraft.text(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  /** The key's id and nothing of the key. */
  @Override
  public String toString() {
    return "IssuerKey[" + id + "]";
  }
}
