package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each hole of a host is found and named, and a host without one conforms. */
@Tag("KIT-4")
@Tag("once")
class CarelessHostTest {
  private static final ProtectedRoute READ = CarelessHost.routes()[0];
  private static final ProtectedRoute DELETE = CarelessHost.routes()[2];

  @Test
  void a_host_without_a_hole_conforms_by_token() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      ConformanceReport report = host.byTokens().check();
      System.out.println(report.table());
      report.assertConforms();
      assertThat(report.holes()).isEmpty();
    }
  }

  @Test
  void a_host_without_a_hole_conforms_by_cookie() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      ConformanceReport report = byCookies(host).check();
      System.out.println(report.table());
      report.assertConforms();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANY_PAGE_MAY_WRITE")
  void each_hole_alone_is_found_and_named(Carelessness one) throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(one))) {
      // Of the six routes the two that are most unlike, since each hole is driven through them.
      ConformanceReport report = host.byTokens().routes(READ, DELETE).check();
      assertThat(report.holes()).as(report::table).isEqualTo(one.holes());
      assertThatThrownBy(report::assertConforms)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(one.holes().iterator().next().text());
    }
  }

  @Test
  void a_write_of_a_foreign_page_is_found_by_cookie() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(Carelessness.ANY_PAGE_MAY_WRITE))) {
      assertThat(byCookies(host).check().holes())
          .isEqualTo(Carelessness.ANY_PAGE_MAY_WRITE.holes());
    }
  }

  @Test
  void a_host_with_many_holes_has_a_table_that_names_them() throws Exception {
    Set<Carelessness> many =
        EnumSet.of(
            Carelessness.TRUSTS_A_TOKEN_WITHOUT_ITS_SIGNATURE,
            Carelessness.IGNORES_EXPIRY,
            Carelessness.IGNORES_AUDIENCE,
            Carelessness.TAKES_ID_TOKENS,
            Carelessness.PENDING_IS_MEMBER,
            Carelessness.INACTIVE_IS_MEMBER,
            Carelessness.ANY_ROLE_WILL_DO,
            Carelessness.REMEMBERS_A_YES_FOR_EVER,
            Carelessness.AN_OUTAGE_IS_A_401,
            Carelessness.AN_OUTAGE_IS_REMEMBERED,
            Carelessness.GARBAGE_IS_A_500,
            Carelessness.UNKNOWN_IS_404,
            Carelessness.KEEPS_NO_STORE_TO_ITSELF,
            Carelessness.HTML_FOR_A_PROBLEM,
            Carelessness.NO_CHALLENGE,
            Carelessness.RUNS_THE_HANDLER_FIRST);
    try (CarelessHost host = new CarelessHost(many)) {
      ConformanceReport report = host.byTokens().check();
      System.out.println(report.table());
      assertThat(report.holes())
          .contains(
              Hole.TAKES_FORGERIES,
              Hole.TAKES_EXPIRED_CREDENTIALS,
              Hole.LETS_INVITED_IN,
              Hole.OUTAGE_SIGNS_OUT,
              Hole.BREAKS,
              Hole.TELLS_WHAT_EXISTS,
              Hole.NO_PROBLEM_DOCUMENT,
              Hole.STORABLE,
              Hole.HANDLER_RAN);
    }
  }

  private static MusterConformance byCookies(CarelessHost host) {
    return MusterConformance.of(host.uri())
        .host(ConformanceHost.ofBrowsers(host.provider, host.uri().resolve("/login")))
        .handled(host::handled)
        .routes(
            ProtectedRoute.get("/orgs/{organization}/notes").member(),
            ProtectedRoute.post("/orgs/{organization}/notes", "{\"text\":\"x\"}").member(),
            ProtectedRoute.get("/me").signedIn());
  }
}
