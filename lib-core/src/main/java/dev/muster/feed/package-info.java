/**
 * The provider's events, and what they change on every node: one node leads and follows the log,
 * webhooks come in anywhere, a walk compares everything, and each node reads the change log. Begin
 * at {@link dev.muster.feed.EventFeed}. Sees: name, provider, store, membership, role.
 */
@NullMarked
package dev.muster.feed;

import org.jspecify.annotations.NullMarked;
