package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.notes.story.NodesPlan;
import dev.muster.examples.notes.story.NodesStory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story of three processes on a real PostgreSQL server. */
@Tag("once")
class NodesStoryTest {
  @Test
  @Tag("FEED-1")
  @Tag("FEED-2")
  @Tag("FEED-6")
  @Tag("FEED-8")
  @Tag("MEM-9")
  @Tag("MEM-10")
  @Tag("TOK-5")
  void every_step_of_the_story_of_three_nodes_goes_as_expected() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean right =
        NodesStory.tell(NodesPlan.brief(3), new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(right).as(out.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
