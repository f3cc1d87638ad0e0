package dev.muster.proof.contract;

import dev.muster.name.RoleSlug;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.RoleCatalog;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.Page;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.RoleCatalogContract;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Wrong role lists, each made of the fake's by one fault. */
final class WrongRoleCatalogs {
  static final Catalogue<Function<FakeIdentityProvider, RoleCatalog>> CATALOGUE =
      new Catalogue<>(
          RoleCatalogContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "reads the first page only",
                  fake -> () -> Set.copyOf(fake.pages().roles(null, 10).rows()),
                  "roles_are_listed_to_the_last_page"),
              Wrong.of(
                  "never forgets a role",
                  NeverForgets::new,
                  "a_role_that_was_deleted_is_listed_no_more"),
              Wrong.of(
                  "answers ids of its own",
                  fake -> () -> prefixed(fake.listRoles()),
                  "a_role_is_spelt_as_memberships_spell_it",
                  "a_role_that_was_deleted_is_listed_no_more"),
              Wrong.of(
                  "takes an outage for an empty list",
                  fake -> () -> emptyInAnOutage(fake),
                  "an_outage_is_unavailable_and_never_a_shorter_list"),
              Wrong.of(
                  "takes an outage for the end of the list",
                  fake -> () -> asFarAsItGoes(fake),
                  "an_outage_is_unavailable_and_never_a_shorter_list"),
              Wrong.of(
                  "takes a refused key for an outage",
                  fake -> () -> refusalIsOutage(fake),
                  "a_key_that_is_not_accepted_is_misconfigured")));

  private WrongRoleCatalogs() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends RoleCatalogContract {
    static Function<FakeIdentityProvider, ? extends RoleCatalog> adapter = sound -> sound;

    @Override
    protected RoleCatalogUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final RoleCatalog wrong = adapter.apply(fake);

        @Override
        public RoleCatalog roleCatalog() {
          return wrong;
        }
      };
    }
  }

  private static Set<RoleSlug> prefixed(Set<RoleSlug> roles) {
    return roles.stream()
        .map(role -> new RoleSlug("role_" + role.value()))
        .collect(Collectors.toSet());
  }

  private static Set<RoleSlug> emptyInAnOutage(RoleCatalog sound) {
    try {
      return sound.listRoles();
    } catch (Unavailable outage) {
      return Set.of();
    }
  }

  private static Set<RoleSlug> asFarAsItGoes(FakeIdentityProvider fake) {
    Set<RoleSlug> roles = new HashSet<>();
    @Nullable String after = null;
    do {
      Page<RoleSlug> page;
      try {
        page = fake.pages().roles(after, 10);
      } catch (Unavailable outage) {
        if (after == null) {
          throw outage;
        }
        return roles;
      }
      roles.addAll(page.rows());
      after = page.after();
    } while (after != null);
    return roles;
  }

  private static Set<RoleSlug> refusalIsOutage(RoleCatalog sound) {
    try {
      return sound.listRoles();
    } catch (Misconfigured refused) {
      throw new Unavailable("refused", refused);
    }
  }

  private static final class NeverForgets implements RoleCatalog {
    private final RoleCatalog sound;
    private final Set<RoleSlug> seen = new HashSet<>();

    NeverForgets(RoleCatalog sound) {
      this.sound = sound;
    }

    @Override
    public Set<RoleSlug> listRoles() {
      seen.addAll(sound.listRoles());
      return Set.copyOf(seen);
    }
  }
}
