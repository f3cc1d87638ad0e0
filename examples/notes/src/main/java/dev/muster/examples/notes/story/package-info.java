/**
 * The story: the notes service tried over real HTTP, step by step. Begin at {@link
 * dev.muster.examples.notes.story.Story}.
 */
@NullMarked
package dev.muster.examples.notes.story;

import org.jspecify.annotations.NullMarked;
