package dev.muster.rest;

import java.io.IOException;

/** A body that is longer than its bound. */
final class TooLong extends IOException {
  private static final long serialVersionUID = 1L;

  TooLong(int bound) {
    super("a body longer than " + bound + " bytes");
  }
}
