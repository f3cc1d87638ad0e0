package dev.muster.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnippetsTest {
  private static final String SOURCE =
      """
      class A {
        // @start region=first
        int one =
            1;
        int two = 2;
        // @end
        int three = 3;
      }
      """;

  @Test
  void every_java_block_of_the_manual_is_compiled_code_and_every_region_is_shown() {
    assertThat(Manual.papers()).containsKeys("README.md", "docs/requirements.md");
    assertThat(Snippets.faults(Manual.papers(), Manual.snippets())).isEmpty();
  }

  @Test
  void white_space_does_not_count() {
    assertThat(faults("Text.\n\n```java\nint one = 1;\nint two\n  = 2;\n```\n")).isEmpty();
    assertThat(faults("- item\n\n  ```java\n  int two = 2;\n  ```\n")).isEmpty();
  }

  @Test
  void control_a_block_that_is_in_no_region_is_caught() {
    assertThat(faults("```java\nint two = 2;\n```\n\n```java\nint three = 3;\n```\n"))
        .containsExactly("a.md: no region contains the block that begins: int three = 3;");
  }

  @Test
  void control_a_block_that_begins_inside_a_word_is_caught() {
    assertThat(faults("```java\nnt two = 2;\n```\n")).hasSize(2);
  }

  @Test
  void control_an_empty_block_is_caught() {
    assertThat(faults("```java\nint two = 2;\n```\n\n```java\n```\n")).hasSize(1);
  }

  @Test
  void control_a_region_that_no_paper_shows_is_caught() {
    assertThat(faults("```sh\nint two = 2;\n```\n"))
        .containsExactly("no paper shows the region first");
  }

  @Test
  void control_marks_out_of_order_are_caught() {
    String block = "```java\nint x;\n```\n";
    for (String source :
        List.of(
            "// @start region=a\nint x;\n",
            "// @start region=a\nint x;\n// @end\n// @end\n",
            "// @start region=b\n// @start region=a\nint x;\n// @end\n",
            "// @start region=a\nint x;\n// @end\n// @start region=a\nint x;\n// @end\n")) {
      assertThat(Snippets.faults(Map.of("a.md", block), Map.of("A.java", source)))
          .as(source)
          .isNotEmpty();
    }
  }

  private static List<String> faults(String paper) {
    return Snippets.faults(Map.of("a.md", paper), Map.of("A.java", SOURCE));
  }
}
