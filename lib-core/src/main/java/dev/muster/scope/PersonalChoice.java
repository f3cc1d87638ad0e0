package dev.muster.scope;

import dev.muster.name.OrganizationSlug;
import org.jspecify.annotations.Nullable;

/**
 * The personal scope on offer.
 *
 * @param slug the user's own slug, or null for none
 */
public record PersonalChoice(@Nullable OrganizationSlug slug) {}
