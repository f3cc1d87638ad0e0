package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.notes.story.NodesPlan;
import dev.muster.examples.notes.story.NodesStory;
import dev.muster.provider.Secret;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story of three processes on WorkOS's own emulator. */
@NeedsEmulator
@Tag("once")
class NodesOnWorkOsTest {
  @Test
  @Tag("FEED-1")
  @Tag("FEED-2")
  @Tag("MEM-9")
  @Tag("MEM-10")
  @Tag("TOK-5")
  void what_is_done_at_workos_is_known_on_three_nodes_without_a_look_up(WorkOsEmulator emulator)
      throws Exception {
    WorkOsAccess people =
        new WorkOsAccess(Secret.of(emulator.newKey()), "client_nodes", emulator.url());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean right =
        NodesStory.tell(
            NodesPlan.brief(3).withoutOutages(),
            people,
            people.with(Secret.of(emulator.newKey())),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(right).as(out.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
