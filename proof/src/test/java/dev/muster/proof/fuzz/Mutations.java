package dev.muster.proof.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of others by a seeded hand: bits turned, bytes put in, cut, doubled, joined. */
final class Mutations {
  private static final byte[] TELLING = bytes(".,;:=&%/\\?#@\"' \t\r\n\0-_~+*[]{}<>09azAZ\u00ff");
  private static final int MAX_LENGTH = 8 * 1024;

  private final Random random;
  private final List<byte[]> seeds;

  Mutations(Random random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = List.copyOf(seeds);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] next() {
    byte[] input = seed();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      input = changed(input);
    }
    return Arrays.copyOf(input, Math.min(input.length, MAX_LENGTH));
  }

  private byte[] seed() {
    return seeds.get(random.nextInt(seeds.size())).clone();
  }

  private byte[] changed(byte[] input) {
    if (input.length == 0) {
      return seed();
    }
    int at = random.nextInt(input.length);
    switch (random.nextInt(7)) {
      case 0 -> {
        input[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return input;
      }
      case 1 -> {
        input[at] = TELLING[random.nextInt(TELLING.length)];
        return input;
      }
      case 2 -> {
        return joined(input, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
      }
      case 3 -> {
        return joined(input, at, new byte[0], Math.min(input.length, at + 1 + random.nextInt(8)));
      }
      case 4 -> {
        return joined(input, at, Arrays.copyOfRange(input, at, input.length), at);
      }
      case 5 -> {
        byte[] other = seed();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        return joined(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
      }
      default -> {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        return joined(input, at, noise, at);
      }
    }
  }

  /** The input up to a place, something, and the input from a place on. */
  private static byte[] joined(byte[] input, int to, byte[] middle, int from) {
    byte[] whole = Arrays.copyOf(input, to + middle.length + input.length - from);
    System.arraycopy(middle, 0, whole, to, middle.length);
    System.arraycopy(input, from, whole, to + middle.length, input.length - from);
    return whole;
  }
}
