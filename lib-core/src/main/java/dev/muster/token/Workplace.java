package dev.muster.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One digest with its input and output. For one thread at a time. */
final class Workplace {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BYTES = 32;
  private static final int ASCII = 128;

  private final MessageDigest sha256 = TokenFormat.sha256();
  private final byte[] text;
  private final byte[] hash = new byte[BYTES];

  Workplace(int length) {
    text = new byte[length];
  }

  /** Hashes the end of a text; false if that is no ASCII, and so no token. */
  boolean hash(String of, int from) {
    int strange = 0;
    for (int i = 0; i < text.length; i++) {
      char c = of.charAt(from + i);
      strange |= c;
      text[i] = (byte) c;
    }
    if (strange >= ASCII) {
      return false;
    }
    sha256.update(text);
    try {
      return sha256.digest(hash, 0, BYTES) == BYTES;
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has " + BYTES + " bytes", e);
    }
  }

  /** A part of the hash, from 0 to 3. */
  long part(int index) {
    return (long) LONGS.get(hash, index * Long.BYTES);
  }

  String hex() {
    return HexFormat.of().formatHex(hash);
  }
}
