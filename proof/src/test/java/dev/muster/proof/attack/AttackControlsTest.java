package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters that are walked around are caught by the table. */
@Tag("WEB-1")
@Tag("WEB-5")
@Tag("once")
class AttackControlsTest {
  private static final BiConsumer<ServletContext, Town> GUARDED = BrokenMounts::requestsOnly;

  @ParameterizedTest
  @EnumSource
  void control_a_filter_that_normalises_is_caught(EmbeddedHost.Kind host) throws Exception {
    assertCaught("normalises", host, Attack.Kind.PATHS, BrokenMounts::normalising);
  }

  @ParameterizedTest
  @EnumSource
  void control_a_filter_that_runs_once_is_caught(EmbeddedHost.Kind host) throws Exception {
    assertThat(assertCaught("once a request", host, Attack.Kind.DISPATCH, BrokenMounts::once))
        .contains("mark-x-muster-filtered", "forward", "include", "async");
  }

  @ParameterizedTest
  @EnumSource
  void control_a_filter_for_requests_only_is_caught(EmbeddedHost.Kind host) throws Exception {
    assertThat(assertCaught("requests only", host, Attack.Kind.DISPATCH, GUARDED))
        .contains("forward", "include", "async", "error-page");
  }

  /** The names of the attacks that got through to a protected handler. */
  private static List<String> assertCaught(
      String what, EmbeddedHost.Kind host, Attack.Kind kind, BiConsumer<ServletContext, Town> mount)
      throws Exception {
    List<String> unguarded = new ArrayList<>();
    AttackTable table = new AttackTable();
    List<Attack> attacks = Rows.all().stream().filter(attack -> attack.kind() == kind).toList();
    List<String> through = new ArrayList<>();
    try (Town town = new Town();
        AttackRun run = new AttackRun(host, town, mount)) {
      for (Attack attack : attacks) {
        List<String> faults = run.faults(attack);
        if (!faults.isEmpty()) {
          table.failed(host, attack);
        }
        if (faults.stream().anyMatch(fault -> fault.startsWith(AttackRun.RUN))) {
          through.add(attack.id());
        }
        if (faults.stream().anyMatch(fault -> fault.startsWith("records [" + Town.UNGUARDED))) {
          unguarded.add(attack.id());
        }
      }
    }
    System.out.printf(
        "control, %s, %s: of %d of %s %d are answered otherwise, %d get through, the guard sees %d%n",
        what, host, attacks.size(), kind, table.failures(host), through.size(), unguarded.size());
    assertThat(through).isNotEmpty().containsAll(unguarded);
    assertThat(unguarded.isEmpty()).isEqualTo(!mount.equals(GUARDED));
    return through;
  }
}
