/**
 * Several nodes, one mirror and one provider on one virtual clock and one seed, with faults and
 * other nodes' work at every point of I/O; the laws are checked after every step. Sees: membership,
 * store, testkit.
 */
@NullMarked
package dev.muster.proof.simulation;

import org.jspecify.annotations.NullMarked;
