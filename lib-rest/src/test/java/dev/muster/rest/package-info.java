/** Tests of what adapters over HTTP share. */
@NullMarked
package dev.muster.rest;

import org.jspecify.annotations.NullMarked;
