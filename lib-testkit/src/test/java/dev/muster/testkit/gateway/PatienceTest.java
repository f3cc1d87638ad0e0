package dev.muster.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.RoleCatalog;
import dev.muster.testkit.contract.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which of the two adapters is asked. */
class PatienceTest {
  private static final int WARMED = 1;

  private final List<Adapter> opened = new ArrayList<>();

  @Test
  void only_what_hangs_is_asked_hastily() {
    try (Patience<Adapter> patience = Patience.of(this::open, Adapter::ask, Adapter::close)) {
      RoleCatalog roles = patience.as(RoleCatalog.class, adapter -> adapter);
      assertThat(roles.listRoles()).isEmpty();
      patience.expect(Outage.HANG);
      assertThat(roles.listRoles()).isEmpty();
      assertThat(opened).extracting(a -> a.asked).containsExactly(1, WARMED + 1);
      patience.heal();
      assertThat(roles.listRoles()).isEmpty();
      assertThat(opened).extracting(a -> a.asked).containsExactly(2, WARMED + 1);
    }
    assertThat(opened).extracting(a -> a.deadline).containsExactly(Patience.LONG, Patience.SHORT);
  }

  @ParameterizedTest
  @EnumSource(value = Outage.class, mode = Mode.EXCLUDE, names = "HANG")
  void what_breaks_at_once_is_waited_for(Outage outage) {
    try (Patience<Adapter> patience = Patience.of(this::open, Adapter::ask, Adapter::close)) {
      patience.expect(outage);
      assertThat(patience.as(RoleCatalog.class, adapter -> adapter).listRoles()).isEmpty();
      assertThat(opened).extracting(a -> a.asked).containsExactly(1);
    }
  }

  @Test
  void a_failure_comes_as_the_adapter_threw_it() {
    try (Patience<Adapter> patience = Patience.of(this::open, Adapter::ask, Adapter::close)) {
      Rejected refused = new Rejected("no");
      RoleCatalog roles =
          patience.as(
              RoleCatalog.class,
              adapter ->
                  () -> {
                    throw refused;
                  });
      assertThatExceptionOfType(Rejected.class).isThrownBy(roles::listRoles).isSameAs(refused);
    }
  }

  @Test
  void the_hasty_one_is_warmed_until_it_is_in_time_and_opened_once() {
    try (Patience<Adapter> patience =
        Patience.of(
            this::open,
            adapter -> {
              adapter.ask();
              if (adapter.asked < 3) {
                throw new Unavailable("too late", null);
              }
            },
            Adapter::close)) {
      patience.expect(Outage.HANG);
      patience.heal();
      patience.expect(Outage.HANG);
      assertThat(opened).extracting(a -> a.asked).containsExactly(0, 4);
    }
  }

  @Test
  void where_good_answers_take_longer_another_is_opened_that_waits_longer() {
    Duration needed = Patience.SHORT.multipliedBy(3);
    try (Patience<Adapter> patience = Patience.of(this::open, needs(needed), Adapter::close)) {
      RoleCatalog roles = patience.as(RoleCatalog.class, adapter -> adapter);
      patience.expect(Outage.HANG);
      assertThat(roles.listRoles()).isEmpty();
      assertThat(opened)
          .extracting(a -> a.deadline)
          .containsExactly(
              Patience.LONG,
              Patience.SHORT,
              Patience.SHORT.multipliedBy(2),
              Patience.SHORT.multipliedBy(4));
      assertThat(opened).extracting(a -> a.asked).containsExactly(0, 0, 0, 1);
      assertThat(opened).extracting(a -> a.closed).containsExactly(false, true, true, false);
    }
  }

  @Test
  void one_that_became_too_slow_is_asked_no_more() {
    AtomicReference<Duration> needed = new AtomicReference<>(Duration.ZERO);
    try (Patience<Adapter> patience =
        Patience.of(this::open, adapter -> needs(needed.get()).accept(adapter), Adapter::close)) {
      RoleCatalog roles = patience.as(RoleCatalog.class, adapter -> adapter);
      patience.expect(Outage.HANG);
      assertThat(roles.listRoles()).isEmpty();
      patience.heal();
      needed.set(Patience.SHORT.plusNanos(1));
      patience.expect(Outage.HANG);
      assertThat(roles.listRoles()).isEmpty();
      assertThat(opened).extracting(a -> a.asked).containsExactly(0, 1, 1);
    }
  }

  @Test
  void who_never_answers_is_told_and_not_waited_for_without_end() {
    Duration never = Duration.ofDays(1);
    try (Patience<Adapter> patience = Patience.of(this::open, needs(never), Adapter::close)) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> patience.expect(Outage.HANG))
          .withMessageContaining("too late");
    }
    assertThat(opened).allMatch(adapter -> adapter.closed);
  }

  private static Consumer<Adapter> needs(Duration time) {
    return adapter -> {
      if (adapter.deadline.compareTo(time) < 0) {
        throw new Unavailable("too late", null);
      }
    };
  }

  @Test
  void both_are_closed_also_where_one_does_not_close() {
    Patience<Adapter> patience = Patience.of(this::open, Adapter::ask, Adapter::close);
    patience.expect(Outage.HANG);
    opened.get(0).stuck = true;
    assertThatIllegalStateException().isThrownBy(patience::close);
    assertThat(opened).hasSize(2).allMatch(adapter -> adapter.closed);
  }

  private Adapter open(Duration deadline) {
    Adapter adapter = new Adapter(deadline);
    opened.add(adapter);
    return adapter;
  }

  private static final class Adapter implements RoleCatalog {
    final Duration deadline;
    int asked;
    boolean closed;
    boolean stuck;

    Adapter(Duration deadline) {
      this.deadline = deadline;
    }

    void ask() {
      asked++;
    }

    @Override
    public Set<RoleSlug> listRoles() {
      ask();
      return Set.of();
    }

    void close() {
      closed = true;
      if (stuck) {
        throw new IllegalStateException("stuck");
      }
    }
  }
}
