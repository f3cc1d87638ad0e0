package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.clerk.stub.Asked;
import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk.Page;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One key of a creation makes one organization, whatever is lost on the way. */
@Tag("SES-7")
class CreationTest {
  private final ClerkStage stage = new ClerkStage(4);
  private final ClerkProvider clerk = stage.adapter();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_creation_whose_answer_was_lost_is_found_again() {
    stage
        .clerk()
        .line()
        .instead(
            asked -> {
              if (!asked.method().equals("POST")) {
                return null;
              }
              try (ClerkProvider other =
                  ClerkProvider.of(ClerkStage.settings(stage.clerk()).build())) {
                stage.clerk().line().instead(any -> null);
                other.createOrganization("Acme", "key");
              }
              return Answer.of(503, "");
            });
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> clerk.createOrganization("Acme", "key"));
    Organization found = clerk.createOrganization("Acme", "key");
    assertThat(all()).containsExactly(found);
    assertThat(posts()).isLessThanOrEqualTo(2);
  }

  @Test
  void of_two_that_are_made_at_once_the_older_one_stays() {
    Organization[] others = {null};
    stage
        .clerk()
        .line()
        .before(
            asked -> {
              if (asked.method().equals("POST") && others[0] == null) {
                others[0] = new Organization(new OrganizationId("org_x"), "");
                try (ClerkProvider other =
                    ClerkProvider.of(ClerkStage.settings(stage.clerk()).build())) {
                  others[0] = other.createOrganization("Acme of the other", "key");
                }
                stage.clerk().pass(Duration.ofMillis(5));
              }
            });
    Organization kept = clerk.createOrganization("Acme", "key");
    assertThat(kept).isEqualTo(others[0]);
    assertThat(all()).containsExactly(kept);
  }

  @Test
  void a_creation_of_long_ago_is_found_under_its_name_among_many() {
    Organization first = clerk.createOrganization("Acme", "key");
    for (int i = 0; i < 10; i++) {
      stage.createOrganization("Acme and daughters " + i);
    }
    Instant later = Instant.now().plus(Duration.ofDays(30));
    try (ClerkProvider muchLater =
        ClerkProvider.of(
            ClerkStage.settings(stage.clerk()).pageSize(4).clock(() -> later).build())) {
      assertThat(muchLater.createOrganization("Acme", "key")).isEqualTo(first);
      assertThat(muchLater.createOrganization("Acme", "other").id()).isNotEqualTo(first.id());
    }
  }

  @Test
  void an_organization_of_the_same_name_and_of_another_key_is_another() {
    stage.createOrganization("Acme");
    Organization ours = clerk.createOrganization("Acme", "key");
    assertThat(clerk.createOrganization("Acme", "KEY").id()).isNotEqualTo(ours.id());
    assertThat(all()).hasSize(3);
  }

  @Test
  void a_name_that_can_not_be_is_rejected_and_nothing_is_sent() {
    stage.clerk().line().forget();
    for (String name : List.of("", " ", "x".repeat(257))) {
      assertThatExceptionOfType(Rejected.class)
          .isThrownBy(() -> clerk.createOrganization(name, "key"));
    }
    assertThat(stage.clerk().line().asked()).isEmpty();
  }

  private long posts() {
    return stage.clerk().line().asked().stream().map(Asked::method).filter("POST"::equals).count();
  }

  private List<Organization> all() {
    List<Organization> all = new ArrayList<>();
    String place = null;
    do {
      Page<Organization> page = stage.walk().organizations(place, 100);
      all.addAll(page.items());
      place = page.next();
    } while (place != null);
    return all;
  }
}
