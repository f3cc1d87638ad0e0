/**
 * Evidence of memberships: what is known of one user in one organization, from where, and as of
 * when. Begin at {@link dev.muster.membership.EvidenceReader}. Sees: name, provider, store.
 */
@NullMarked
package dev.muster.membership;

import org.jspecify.annotations.NullMarked;
