package dev.muster.membership;

import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.SlugPolicy;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Gives organizations that are seen for the first time the slugs that their names suggest. */
final class SlugsOfNames {
  private static final int SLUG_ATTEMPTS = 4;

  private final ProviderInstance provider;
  private final DirectoryStore directory;
  private final SlugPolicy slugs;
  private final RandomGenerator random;

  SlugsOfNames(
      ProviderInstance provider,
      DirectoryStore directory,
      SlugPolicy slugs,
      RandomGenerator random) {
    this.provider = provider;
    this.directory = directory;
    this.slugs = Objects.requireNonNull(slugs, "slugs");
    this.random = Objects.requireNonNull(random, "random");
  }

  void mirror(Organization organization) {
    Optional<OrganizationSlug> wish = OrganizationSlug.fromDisplayName(organization.name());
    String stem =
        wish.map(OrganizationSlug::value)
            .filter(value -> slugs.allowsBeginning(value + "-"))
            .orElse(OrganizationResolver.FALLBACK_SLUG);
    OrganizationSlug slug = wish.filter(slugs::allows).orElseGet(() -> discriminated(stem));
    for (int attempt = 0; attempt < SLUG_ATTEMPTS; attempt++) {
      if ((slugs.allows(slug)
              && directory.add(provider, new DirectoryStore.Entry(organization, slug)))
          || directory.find(provider, organization.id()).isPresent()) {
        return;
      }
      slug = discriminated(stem);
    }
  }

  private OrganizationSlug discriminated(String stem) {
    return new OrganizationSlug(
        stem + "-" + String.format(Locale.ROOT, "%06x", random.nextInt(1 << 24)));
  }
}
