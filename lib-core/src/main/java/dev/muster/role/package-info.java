/**
 * What a membership amounts to in the host: the provider's role slugs become roles and permissions,
 * and the host's own record of the role follows. Begin at {@link dev.muster.role.RoleMap}. Sees:
 * name, provider, store, membership.
 */
@NullMarked
package dev.muster.role;

import org.jspecify.annotations.NullMarked;
