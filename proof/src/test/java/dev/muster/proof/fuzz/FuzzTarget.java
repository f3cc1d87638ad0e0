package dev.muster.proof.fuzz;

import java.util.List;

/** Something that reads bytes from outside, with what must hold of whatever it makes of them. */
interface FuzzTarget {
  /**
   * Hands the bytes over. Throws only if what must hold does not: an exception that a host would
   * see, or somebody where there is nobody.
   */
  void tryOut(byte[] input);

  /** Inputs to begin from. */
  List<byte[]> seeds();

  /** How many changed inputs are a few: more where one costs next to nothing. */
  default int few() {
    return 500;
  }
}
