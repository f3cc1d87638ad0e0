/**
 * What a host should ask of its authorization, each question in a test of a few lines. {@code
 * docs/scenarios.md} is their table.
 */
@NullMarked
package dev.muster.examples.scenarios;

import org.jspecify.annotations.NullMarked;
