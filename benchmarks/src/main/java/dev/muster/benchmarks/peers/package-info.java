/**
 * Other libraries that answer Muster's question, each set up as its own documentation advises, for
 * speed where it leaves a choice. Each file is one of them; all of them are a {@link
 * dev.muster.benchmarks.peers.Peer}.
 */
@NullMarked
package dev.muster.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
