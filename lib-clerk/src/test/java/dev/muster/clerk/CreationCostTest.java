package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.clerk.stub.Asked;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a creation costs in an instance that makes many organizations. */
@Tag("SES-7")
class CreationCostTest {
  private final ClerkStage stage = new ClerkStage(4);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void what_was_made_is_looked_for_on_one_page_however_many_were_made_today() {
    for (int i = 0; i < 30; i++) {
      stage.createOrganization("Organization " + i);
    }
    stage.clerk().pass(Duration.ofMinutes(10));
    stage.clerk().line().forget();
    stage.adapter().createOrganization("Acme", "key");
    List<String> methods = stage.clerk().line().asked().stream().map(Asked::method).toList();
    assertThat(methods).endsWith("GET", "POST", "GET");
    assertThat(methods.indexOf("POST")).isEqualTo(methods.size() - 2);
  }

  @Test
  @Tag("MEM-11")
  void nothing_is_made_where_too_little_time_is_left_to_look_again() {
    AtomicLong time = new AtomicLong();
    Deadline deadline = Deadline.in(Duration.ofSeconds(1000), time::get);
    stage.clerk().line().before(asked -> time.set(Duration.ofSeconds(800).toNanos()));
    try (Wire wire = new Wire(ClerkStage.settings(stage.clerk()).build())) {
      CreationCalls calls = new CreationCalls(wire, new Lists(wire, 4), InstantSource.system());
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> calls.create(deadline, "Acme", "key"));
    }
    assertThat(stage.clerk().line().asked()).extracting(Asked::method).containsOnly("GET");
  }

  @Test
  @Tag("MEM-3")
  void a_page_that_is_cut_is_no_proof_that_nothing_was_made() {
    stage
        .clerk()
        .line()
        .instead(
            asked ->
                "-created_at".equals(asked.first("order_by"))
                    ? Answer.of(200, "{\"data\":[],\"total_count\":3}")
                    : null);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> stage.adapter().createOrganization("Acme", "key"));
    assertThat(stage.clerk().line().asked()).extracting(Asked::method).containsOnly("GET");
  }
}
