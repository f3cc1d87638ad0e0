package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every attack of the table, on every server. */
@Tag("once")
@Tag("WEB-1")
@Tag("WEB-4")
@Tag("SES-5")
@Tag("SES-10")
@Tag("SES-11")
@Tag("ORG-3")
@Tag("ORG-4")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerAttacksTest {
  private static final List<Attack> ATTACKS = Rows.all();

  private final Map<EmbeddedHost.Kind, AttackRun> strict = new EnumMap<>(EmbeddedHost.Kind.class);
  private final Map<EmbeddedHost.Kind, AttackRun> loosened = new EnumMap<>(EmbeddedHost.Kind.class);
  private final AttackTable table = new AttackTable();
  private final Town town = new Town();

  @BeforeAll
  void start() throws Exception {
    for (EmbeddedHost.Kind host : EmbeddedHost.Kind.values()) {
      strict.put(host, new AttackRun(host, town, AttackedSite::install));
      loosened.put(host, new AttackRun(host, town, AttackedSite::loosened));
    }
  }

  @AfterAll
  void stop() throws IOException {
    strict.values().forEach(AttackRun::close);
    loosened.values().forEach(AttackRun::close);
    town.close();
    assertNoLinesInLog();
    table.print("attacks", ATTACKS);
  }

  /** Lines of a request that became lines of a log would begin with what was put in. */
  private static void assertNoLinesInLog() throws IOException {
    Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/test-log.txt"));
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(line -> line.startsWith("X-Injected"))).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicContainer> what_an_attack_comes_to() {
    return Stream.of(EmbeddedHost.Kind.values())
        .map(
            host ->
                DynamicContainer.dynamicContainer(
                    host.name(), ATTACKS.stream().map(attack -> test(host, attack))));
  }

  private DynamicTest test(EmbeddedHost.Kind host, Attack attack) {
    String name = host + " " + attack.kind() + " " + attack.id();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          boolean opened = attack.kind() == Attack.Kind.LOOSENED;
          List<String> faults = (opened ? loosened : strict).get(host).faults(attack);
          if (!faults.isEmpty()) {
            table.failed(host, attack);
          }
          assertThat(faults).as(name).isEmpty();
        });
  }

  @Test
  void the_table_is_a_table_of_attacks() {
    assertThat(ATTACKS)
        .extracting(attack -> attack.kind() + " " + attack.id())
        .doesNotHaveDuplicates();
    for (Attack attack : ATTACKS) {
      for (Expected expected : attack.expected().values()) {
        boolean control = expected.closed() > 0;
        boolean named = attack.id().startsWith("member-") || attack.id().startsWith("leftover-");
        assertThat(control && !named && attack.kind() != Attack.Kind.CONTROL)
            .as("%s lets nobody in", attack.id())
            .isFalse();
      }
    }
    assertThat(ATTACKS.stream().filter(attack -> attack.kind() != Attack.Kind.CONTROL))
        .hasSizeGreaterThan(400);
    assertThat(ATTACKS.stream().filter(attack -> attack.kind() == Attack.Kind.CONTROL))
        .hasSizeGreaterThan(20);
  }

  @Test
  void the_second_run_is_in_turkish_and_in_ascii() {
    boolean second = System.getProperty("muster.test.defaults") != null;
    assertThat("I".toLowerCase(Locale.getDefault()).equals("\u0131")).isEqualTo(second);
    assertThat(Charset.defaultCharset().equals(StandardCharsets.US_ASCII)).isEqualTo(second);
  }

  @Test
  void the_manual_says_how_many_there_are() throws Exception {
    String manual = Files.readString(Path.of("../docs/laws.md"), StandardCharsets.UTF_8);
    assertThat(manual).contains(AttackTable.paper(ATTACKS));
  }
}
