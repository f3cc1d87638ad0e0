/** The pages of the service in a real browser, which needs Chromium on the machine. */
@NullMarked
package dev.muster.examples.notes.browser;

import org.jspecify.annotations.NullMarked;
