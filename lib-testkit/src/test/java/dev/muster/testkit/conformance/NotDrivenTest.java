package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.mint.TokenFlaw;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was not driven is no proof: somebody answers for it by name, or the host fails. */
@Tag("KIT-4")
@Tag("once")
class NotDrivenTest {
  /** It can do no more than it has to. */
  private record Least(CarelessHost host) implements ConformanceHost {
    @Override
    public FakeIdentityProvider provider() {
      return host.provider;
    }

    @Override
    public PresentedCredential credential(UserId user) {
      return PresentedCredential.bearer(host.minter.valid(user));
    }
  }

  @Test
  void a_host_that_could_not_be_asked_everything_does_not_conform() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(Carelessness.IGNORES_EXPIRY))) {
      ConformanceReport report = least(host).check();
      assertThat(report.deviations()).isEmpty();
      assertThat(report.notDriven())
          .noneMatch(NotDriven::waived)
          .extracting(NotDriven::what)
          .contains("expired (expired)", "expired (ended)", "bad (wrong signer)")
          .contains("personal", "person", "bound");
      assertThatThrownBy(report::assertConforms)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("are not known to conform")
          .hasMessageContaining("? expired (expired), not driven on 1 route: the host makes no")
          .hasMessageContaining("? personal, not driven on 1 route: the host names no personal");
    }
  }

  @Test
  void what_is_left_out_with_a_reason_is_told_and_does_not_fail() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      MusterConformance check = least(host);
      for (TokenFlaw flaw : TokenFlaw.values()) {
        check.without(flaw, "the minter is out of reach");
      }
      ConformanceReport report =
          check
              .without(Outcome.PERSONAL, "people have no scope of their own")
              .without(Outcome.OTHERS_SCOPE, "people have no scope of their own")
              .routes(CarelessRoutes.READ.without(Outcome.BOUND_ELSEWHERE, "no keys here"))
              .check();
      report.assertConforms();
      assertThat(report.table())
          .contains("~ bound, left out on 1 route: no keys here")
          .contains("~ personal, left out on 1 route: people have no scope of their own");
      assertThat(report.notDriven()).hasSize(12).allMatch(NotDriven::waived);
    }
  }

  @Test
  void who_can_be_served_only_once_needs_a_route_that_reads() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      assertThat(
              host.byTokens().routes(CarelessRoutes.CLEAR.once()).check().notDriven().stream()
                  .filter(one -> !one.waived()))
          .extracting(NotDriven::outcome)
          .contains(Outcome.REMOVED, Outcome.DEMOTED, Outcome.INACTIVE)
          .doesNotContain(Outcome.SERVED);
      host.byTokens()
          .routes(
              CarelessRoutes.CLEAR.once(),
              ProtectedRoute.get("/orgs/{organization}/notes")
                  .permitted("admin", "member")
                  .noOtherRoles())
          .check()
          .assertConforms();
    }
  }

  @Test
  void a_role_elsewhere_needs_a_credential_that_names_the_organization() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      ConformanceReport report =
          least(host)
              .routes(
                  ProtectedRoute.get("/home")
                      .permitted("admin")
                      .refusedTo("member")
                      .organizationInCredential())
              .check();
      assertThat(report.notDriven())
          .filteredOn(one -> one.outcome() == Outcome.ROLE_ELSEWHERE)
          .extracting(NotDriven::waived)
          .containsExactly(false);
      assertThat(report.deviations()).noneMatch(one -> one.outcome() == Outcome.ROLE_ELSEWHERE);
    }
  }

  @Test
  void another_persons_thing_is_not_driven_where_nobody_has_one_of_their_own() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      assertThat(least(host).routes(CarelessRoutes.atDesk(host.notes())).check().notDriven())
          .anyMatch(one -> one.outcome() == Outcome.OTHERS_THING && !one.waived());
    }
  }

  @Test
  void nothing_is_left_out_without_a_reason_and_being_served_never() {
    MusterConformance check = MusterConformance.of(URI.create("http://127.0.0.1:1"));
    assertThatThrownBy(() -> check.without(Outcome.EXPIRED, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> check.without(TokenFlaw.EXPIRED, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> check.without(Outcome.SERVED, "it takes long"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CarelessRoutes.READ.without(Outcome.SERVED, "it takes long"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static MusterConformance least(CarelessHost host) {
    return MusterConformance.of(host.uri())
        .host(new Least(host))
        .handled(host::handled)
        .deadline(Patience.LONG)
        .routes(CarelessRoutes.READ);
  }
}
