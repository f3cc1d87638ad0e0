/**
 * A seat belt for the host's tenant data: statements on declared tables need a pass's scope. Begin
 * at {@link dev.muster.jdbi.tenant.TenantTables}, then {@link dev.muster.jdbi.tenant.TenantScope}.
 * Sees: dev.muster.decision, scope.
 */
@NullMarked
package dev.muster.jdbi.tenant;

import org.jspecify.annotations.NullMarked;
