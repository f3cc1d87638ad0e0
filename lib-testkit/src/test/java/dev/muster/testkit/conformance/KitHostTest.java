package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a check knows of a host on a kit. */
@Tag("KIT-4")
class KitHostTest {
  @Test
  void two_hosts_of_one_kit_name_people_apart() {
    try (MusterKit kit = MusterKit.standard()) {
      List<Optional<String>> names =
          List.of(
              ConformanceHost.of(kit).personalSelector(kit.user("ann")),
              ConformanceHost.of(kit).personalSelector(kit.user("bob")));
      assertThat(names).doesNotHaveDuplicates().allMatch(Optional::isPresent);
    }
  }

  @Test
  void a_bound_of_the_kits_time_passes_after_a_change() {
    try (MusterKit kit = MusterKit.standard()) {
      Instant before = kit.clock().instant();
      UserId user = kit.user("ann");
      OrganizationId organization = kit.organization("acme");
      ConformanceHost.of(kit).changed(user, organization);
      assertThat(kit.clock().instant()).isEqualTo(before);
      ConformanceHost.of(kit, Duration.ofMinutes(1)).changed(user, organization);
      assertThat(kit.clock().instant()).isEqualTo(before.plusSeconds(60).plusNanos(1));
      assertThatThrownBy(() -> ConformanceHost.of(kit, Duration.ofMinutes(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
