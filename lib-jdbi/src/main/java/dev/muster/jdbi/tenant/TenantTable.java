package dev.muster.jdbi.tenant;

import org.jspecify.annotations.Nullable;

/** A declared table; its names are folded. Without a user column it holds no personal rows. */
record TenantTable(String name, String organizationColumn, @Nullable String userColumn) {}
