package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of dependencies says what the root pom says. */
@Tag("once")
class DependenciesPaperTest {
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.]+\\.version)>([^<]+)</");
  private static final Pattern ARTIFACT =
      Pattern.compile(
          "<(dependency|plugin|path)>\\s*(?:<groupId>([^<]+)</groupId>\\s*)?"
              + "<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^ |]+) \\|");

  @Test
  void every_managed_dependency_and_plug_in_has_its_row_with_its_version_and_no_row_is_left_over() {
    List<String> pom = pom(Repository.read("pom.xml"));
    assertThat(pom).hasSizeGreaterThan(20);
    assertThat(paper(Repository.read("docs/dependencies.md")))
        .containsExactlyInAnyOrderElementsOf(pom);
  }

  @Test
  void control_versions_are_read_through_properties() {
    assertThat(
            pom(
                "<a.version>1</a.version><dependency><groupId>g</groupId><artifactId>a</artifactId>"
                    + "<version>${a.version}</version></dependency>"
                    + "<plugin><groupId>g</groupId><artifactId>p</artifactId><version>2</version>"))
        .containsExactly("g:a 1", "p 2");
    assertThat(paper("| `g:a` | 1 | MIT |\n| `p` | 2 | MIT |\n")).containsExactly("g:a 1", "p 2");
  }

  private static List<String> pom(String pom) {
    Map<String, String> versions =
        PROPERTY
            .matcher(pom)
            .results()
            .collect(
                Collectors.toMap(found -> "${" + found.group(1) + "}", found -> found.group(2)));
    List<String> managed = new ArrayList<>();
    for (MatchResult found : ARTIFACT.matcher(pom).results().toList()) {
      String version = versions.getOrDefault(found.group(4), found.group(4));
      boolean plugin = found.group(1).equals("plugin");
      if (!"dev.muster".equals(found.group(2))) {
        managed.add((plugin ? "" : found.group(2) + ":") + found.group(3) + " " + version);
      }
    }
    return managed;
  }

  private static List<String> paper(String paper) {
    return ROW.matcher(paper).results().map(row -> row.group(1) + " " + row.group(2)).toList();
  }
}
