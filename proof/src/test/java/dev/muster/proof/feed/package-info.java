/**
 * The event feed, from the front door, on the fake and on virtual time. Sees: the front door,
 * testkit, signin.
 */
@NullMarked
package dev.muster.proof.feed;

import org.jspecify.annotations.NullMarked;
