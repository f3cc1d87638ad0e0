/** Compiled code whose regions the manual shows; {@link dev.muster.docs.SnippetsTest} compares. */
@NullMarked
package dev.muster.docs.snippets;

import org.jspecify.annotations.NullMarked;
