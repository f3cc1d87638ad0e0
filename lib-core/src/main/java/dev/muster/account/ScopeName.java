package dev.muster.account;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import org.jspecify.annotations.Nullable;

/**
 * What a scope is called.
 *
 * @param organization the organization, or null for the personal scope
 * @param slug its slug, or null if it has none yet
 * @param displayName the organization's display name, or null as well
 */
public record ScopeName(
    @Nullable OrganizationId organization,
    @Nullable OrganizationSlug slug,
    @Nullable String displayName) {}
