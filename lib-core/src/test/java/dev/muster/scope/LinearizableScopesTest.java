package dev.muster.scope;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.NoWayBack;
import dev.muster.membership.NoWayBack.Node;
import dev.muster.membership.NoWayBack.World;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index over a node's memory keeps the law of the memory: Lincheck looks for a way back. */
@Tag("once")
@Tag("MEM-7")
class LinearizableScopesTest {
  private static final Role ROLE = new Role("member");
  private static final RoleMap MAP = RoleMap.builder().role("member").build();

  @Test
  void with_the_index_no_answer_goes_back_behind_an_invalidation_or_an_earlier_answer() {
    NoWayBack.search(OfIndex.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {OfIndexByAge.class, OfFinishedAnswers.class})
  void control_an_index_that_does_not_ask_for_the_mark_is_caught(Class<? extends NoWayBack> law) {
    assertThatExceptionOfType(LincheckAssertionError.class)
        .isThrownBy(() -> NoWayBack.searchLong(law))
        .withMessageContaining("Invalid execution results");
  }

  public static final class OfIndex extends NoWayBack {
    public OfIndex() {
      super(Index::new);
    }
  }

  public static final class OfIndexByAge extends NoWayBack {
    public OfIndexByAge() {
      super(IndexByAge::new);
    }
  }

  public static final class OfFinishedAnswers extends NoWayBack {
    public OfFinishedAnswers() {
      super(FinishedAnswers::new);
    }
  }

  /** What a check of the front door does: the index, and the reader behind it. */
  private static class Index implements Node {
    private final World world;
    private final EvidenceReader reader;
    private final ScopeMemory memory;

    Index(World world) {
      this.world = world;
      this.reader = world.reader();
      this.memory = new ScopeMemory(reader, world.timeline(), 4);
    }

    @Override
    public Evidence find(Freshness freshness) {
      Member member = memory.find(ANN, ACME.value(), freshness);
      return member != null && serves(member, freshness) ? member.evidence() : read(freshness);
    }

    boolean serves(Member member, Freshness freshness) {
      return memory.stillServes(member, freshness, age(member));
    }

    final long age(Member member) {
      return world.timeline().ageNanos(member.evidence().asOf());
    }

    final Evidence read(Freshness freshness) {
      Evidence evidence =
          world.known(() -> reader.read(NoWayBack.KEY, freshness, world.timeline().now()));
      if (evidence.isMember()) {
        memory.remember(
            new Member(evidence, new Rights(ROLE, Set.of(), true, MAP)).named(ACME.value(), null));
      } else {
        memory.forget(ANN, ACME.value());
      }
      return evidence;
    }

    @Override
    public void invalidate() {
      reader.invalidate(NoWayBack.KEY);
    }
  }

  /** Control: takes what is young enough. */
  private static final class IndexByAge extends Index {
    IndexByAge(World world) {
      super(world);
    }

    @Override
    boolean serves(Member member, Freshness freshness) {
      return freshness.reaches(age(member));
    }
  }

  /** Control: a second memory, which is emptied after the first one. */
  private static final class FinishedAnswers extends Index {
    private final AtomicReference<@Nullable Evidence> answer = new AtomicReference<>();

    FinishedAnswers(World world) {
      super(world);
    }

    @Override
    public Evidence find(Freshness freshness) {
      Evidence finished = freshness.isLive() ? null : answer.get();
      if (finished != null) {
        return finished;
      }
      Evidence found = read(freshness);
      answer.set(found);
      return found;
    }

    @Override
    public void invalidate() {
      super.invalidate();
      answer.set(null);
    }
  }
}
