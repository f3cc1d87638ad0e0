package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
      ConformanceReport report = host.byCookies().check();
      System.out.println(report.table());
      report.assertConforms();
    }
  }

  @Test
  void a_host_without_a_hole_conforms_by_browser() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      ConformanceReport report = host.byBrowsers().check();
      System.out.println(report.table());
      report.assertConforms();
    }
  }

  /** Its routes take nothing for a name but a UUID, and tell so. */
  @Test
  void a_host_that_names_organizations_by_uuids_conforms() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of()).namingByUuids()) {
      String why = "only organizations have UUIDs here";
      host.byTokens()
          .host(new CarelessUuids(ConformanceHost.ofTokens(host.provider, host.minter)))
          .without(Outcome.PERSONAL, why)
          .without(Outcome.OTHERS_SCOPE, why)
          .without(Outcome.BOUND_ELSEWHERE, why)
          .routes(CarelessRoutes.READ)
          .check()
          .assertConforms();
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_hole_alone_is_found_and_named(Carelessness one) throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(one))) {
      ConformanceReport report = checkOf(one, host).check();
      assertThat(report.holes()).as(report::table).isEqualTo(one.holes());
      assertThatThrownBy(report::assertConforms)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(one.holes().iterator().next().text());
    }
  }

  /** Through the routes that it takes, else through the two of all that are most unlike. */
  private static MusterConformance checkOf(Carelessness one, CarelessHost host) {
    return switch (one) {
      case ANY_NOTE_WILL_DO, ANY_PERSONS_NOTE_WILL_DO, DELETES_A_NOTE_AND_SAYS_404 ->
          host.byTokens().routes(CarelessRoutes.READ, CarelessRoutes.ofNote(host.notes()));
      case ANY_PERSONS_NAME_WILL_DO,
          TELLS_PEOPLE_FROM_NOTHING,
          A_BINDING_IS_NOTHING,
          A_BINDING_IS_NOTHING_TO_A_PERSON ->
          host.byTokens().routes(CarelessRoutes.PERSONAL);
      case AN_OUTAGE_STALLS_IN_THE_BODY ->
          host.byTokens().routes(CarelessRoutes.READ).deadline(Duration.ofSeconds(2));
      case ANY_USERS_NOTE_WILL_DO -> host.byTokens().routes(CarelessRoutes.ofMine(host.notes()));
      case ANY_NOTE_AT_THE_DESK_WILL_DO ->
          host.byCookies().routes(CarelessRoutes.atDesk(host.notes()));
      case THE_FIRST_ORGANIZATION_IS_SERVED -> host.byTokens().routes(CarelessRoutes.TOLD);
      case SHY_AT_FIRST -> host.byTokens().routes(CarelessRoutes.READ);
      case THE_SESSION_SAYS_WHERE -> host.byTokens().routes(CarelessRoutes.DESK);
      case A_SESSION_NEEDS_NO_STATUS -> host.byCookies().routes(CarelessRoutes.HOME);
      case READS_THE_BEGINNING_OF_A_COOKIE -> host.byBrowsers().routes(CarelessRoutes.READ);
      case ANY_PAGE_MAY_WRITE -> host.byBrowsers().routes(CarelessRoutes.WRITE);
      default -> host.byTokens().routes(CarelessRoutes.READ, CarelessRoutes.CLEAR);
    };
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
            Carelessness.RUNS_THE_HANDLER_FIRST,
            Carelessness.ANY_NOTE_WILL_DO);
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
              Hole.HANDLER_RAN,
              Hole.LETS_DEMOTED_IN,
              Hole.SERVES_OTHERS_THINGS);
    }
  }
}
