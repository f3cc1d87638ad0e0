package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Registers of organizations that go wrong in healing. */
final class WrongRefreshes {
  private WrongRefreshes() {}

  static List<Wrong<Supplier<DirectoryStore>>> all() {
    return List.of(
        Wrong.of("finds one of many", FindsOne::new, "those_that_are_mirrored_are_found_together"),
        Wrong.of("has everything refreshed", AlwaysDue::new, "what_was_just_stated_is_not_due"),
        Wrong.of("has nothing refreshed", NeverDue::new, "what_was_stated_a_period_ago_is_due"),
        Wrong.of(
            "is visited in lower case", VisitsFolded::new, "only_what_is_mirrored_can_be_visited"),
        Wrong.of(
            "has nothing refreshed that was created here",
            CreatedIsForEver::new,
            "a_created_organization_is_as_good_as_a_mirrored_one"),
        Wrong.of(
            "lets the slug follow the name",
            SlugFollows::new,
            "an_update_changes_the_name_and_not_the_slug"),
        Wrong.of(
            "compares names without regard to case",
            FoldsNames::new,
            "names_that_look_alike_are_different_names"),
        Wrong.of("adds what it shall update", Adds::new, "an_update_mirrors_nothing_new"),
        Wrong.of("visits null", NullIsNone::new, "a_null_is_refused_by_name_here_too"));
  }

  private static final class FindsOne extends PassingDirectory {
    @Override
    public Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
      Listing all = super.list(provider, user, organizations);
      return new Listing(all.personal(), all.organizations().stream().limit(1).toList());
    }
  }

  private static final class AlwaysDue extends PassingDirectory {
    @Override
    public Optional<Visit> visit(
        ProviderInstance provider, OrganizationId organization, Duration period) {
      return find(provider, organization).map(entry -> new Visit(entry, true));
    }
  }

  private static final class NeverDue extends PassingDirectory {
    @Override
    public Optional<Visit> visit(
        ProviderInstance provider, OrganizationId organization, Duration period) {
      return find(provider, organization).map(entry -> new Visit(entry, false));
    }
  }

  private static final class VisitsFolded extends PassingDirectory {
    @Override
    public Optional<Visit> visit(
        ProviderInstance provider, OrganizationId organization, Duration period) {
      String folded = organization.value().toLowerCase(Locale.ROOT);
      return super.visit(provider, new OrganizationId(folded), period);
    }
  }

  private static final class CreatedIsForEver extends PassingDirectory {
    private boolean created;

    @Override
    public boolean complete(
        ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
      created = true;
      return super.complete(provider, slug, externalId, made);
    }

    @Override
    public Optional<Visit> visit(
        ProviderInstance provider, OrganizationId organization, Duration period) {
      return super.visit(provider, organization, created ? Duration.ofDays(1) : period);
    }
  }

  private static final class SlugFollows extends PassingDirectory {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return number.get() == 0 ? super.findBySlug(provider, slug) : Optional.empty();
    }

    @Override
    public boolean update(ProviderInstance provider, Organization organization) {
      number.incrementAndGet();
      return super.update(provider, organization);
    }
  }

  private static final class FoldsNames extends PassingDirectory {
    @Override
    public boolean update(ProviderInstance provider, Organization organization) {
      String name =
          find(provider, organization.id()).map(entry -> entry.organization().name()).orElse("");
      return !name.equalsIgnoreCase(organization.name()) && super.update(provider, organization);
    }
  }

  private static final class Adds extends PassingDirectory {
    private int added;

    @Override
    public boolean update(ProviderInstance provider, Organization organization) {
      boolean unused =
          add(provider, new Entry(organization, new OrganizationSlug("added-" + added++)));
      return super.update(provider, organization);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNone extends PassingDirectory {
    @Override
    public Optional<Visit> visit(
        ProviderInstance provider, OrganizationId organization, Duration period) {
      return organization == null ? Optional.empty() : super.visit(provider, organization, period);
    }
  }
}
