/**
 * The service as several processes on one database. Begin at {@link
 * dev.muster.examples.notes.nodes.Nodes}.
 */
@NullMarked
package dev.muster.examples.notes.nodes;

import org.jspecify.annotations.NullMarked;
