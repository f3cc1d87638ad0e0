/** Attacks on sign-in and sessions through the public doors, and what fuzzing is aimed at. */
@org.jspecify.annotations.NullMarked
package dev.muster.proof.attack;
