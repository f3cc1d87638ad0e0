package dev.muster.examples.cli;

import java.util.function.Supplier;

/** Lets one at a time do some work. */
interface Lock {
  <T> T during(Supplier<T> work);
}
