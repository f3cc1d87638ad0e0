/**
 * Muster as a servlet filter: one registration protects everything mounted. Begin at {@link
 * dev.muster.servlet.MusterFilter}. Sees: lib-core.
 */
@NullMarked
package dev.muster.servlet;

import org.jspecify.annotations.NullMarked;
