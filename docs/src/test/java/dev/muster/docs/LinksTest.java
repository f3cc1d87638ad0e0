package dev.muster.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
  @Test
  void every_relative_link_of_the_papers_leads_somewhere() {
    assertThat(Manual.papers()).containsKey("README.md");
    assertThat(
            Links.faults(
                Manual.papers(),
                path -> !path.startsWith("..") && Files.exists(Manual.root().resolve(path))))
        .isEmpty();
  }

  @Test
  void good_links_pass() {
    assertThat(
            faults(
                """
                # One heading: `here`
                [a](docs/b.md) [b](./docs/b.md#two) [c](#one-heading-here)
                [d](https://example.org/x) [e](LICENSE "text")
                [f]: docs/b.md
                """))
        .isEmpty();
  }

  @Test
  void links_in_code_do_not_count() {
    assertThat(faults("`[a](gone.md)`\n\n```md\n[a](gone.md)\n```\n")).isEmpty();
  }

  @Test
  void control_dead_links_are_caught() {
    for (String dead :
        List.of(
            "[a](gone.md)",
            "[a](docs/b.md#gone)",
            "[a](#gone)",
            "[a]: gone.md",
            "[a](../README.md)",
            "![picture](gone.png)",
            "[![nested](LICENSE)](gone.md)")) {
      assertThat(faults(dead)).as(dead).hasSize(1);
    }
  }

  private static List<String> faults(String paper) {
    Map<String, String> papers = Map.of("a.md", paper, "docs/b.md", "# Two\n\n[up](../a.md)\n");
    return Links.faults(papers, "LICENSE"::equals);
  }
}
