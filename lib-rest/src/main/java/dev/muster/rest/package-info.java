/**
 * What adapters of providers over HTTP and JSON share: requests within a deadline, strict reading,
 * lists by offset. Sees: name, provider.
 */
@NullMarked
package dev.muster.rest;

import org.jspecify.annotations.NullMarked;
