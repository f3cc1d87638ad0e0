/**
 * What keeps the manual true: its Java blocks are compiled code of this tree, and its links lead
 * somewhere. Begin at {@link dev.muster.docs.Snippets}.
 */
@NullMarked
package dev.muster.docs;

import org.jspecify.annotations.NullMarked;
