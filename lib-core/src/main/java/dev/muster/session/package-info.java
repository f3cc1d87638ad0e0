/**
 * Who a request comes from: sign-in, the sealed session cookie, refresh, attach, sign-out. A
 * session says who, never where. Begin at {@link dev.muster.session.Sessions}. Sees: name,
 * provider, store.
 */
@NullMarked
package dev.muster.session;

import org.jspecify.annotations.NullMarked;
