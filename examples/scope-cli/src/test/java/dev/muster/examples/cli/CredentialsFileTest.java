package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that holds the secrets. */
@Tag("BAD-INPUT")
class CredentialsFileTest {
  private final StubService stub = new StubService();
  private final Path folder;
  private final Desk desk;

  CredentialsFileTest(@TempDir Path folder) {
    this.folder = folder.resolve("new").resolve("scope-cli");
    desk = new Desk(this.folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void it_and_its_folder_are_the_owners_alone_from_the_beginning() throws Exception {
    desk.signedIn(stub, desk.acme());
    assertThat(permissions(desk.path)).isEqualTo("rw-------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    var unused = desk.file().change(desk.file().require(), now -> now.at(null));
    assertThat(permissions(desk.path)).isEqualTo("rw-------");
    assertThat(names()).containsExactly("credentials.json", "credentials.json.lock");
    assertThat(permissions(folder.resolve("credentials.json.lock"))).isEqualTo("rw-------");
  }

  @Test
  void what_is_written_is_read_again() {
    assertThat(desk.file().read()).isEmpty();
    Credentials written = desk.signedIn(stub, desk.acme());
    assertThat(desk.file().require()).isEqualTo(written);
    Credentials bare = desk.signedIn(stub, new Place("org_1", null, null, null));
    assertThat(desk.file().require()).isEqualTo(bare);
  }

  @Test
  void one_that_others_may_read_or_write_is_not_believed() throws Exception {
    desk.signedIn(stub, null);
    for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---")) {
      Files.setPosixFilePermissions(desk.path, PosixFilePermissions.fromString(open));
      assertThatExceptionOfType(Trouble.class)
          .isThrownBy(() -> desk.file().read())
          .satisfies(trouble -> assertThat(trouble.exit()).isEqualTo(Exit.LOCAL));
    }
  }

  @Test
  void a_write_that_fails_leaves_no_other_file() throws Exception {
    Files.createDirectories(desk.path.resolve("in the way"));
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> desk.signedIn(stub, desk.acme()))
        .satisfies(trouble -> assertThat(trouble.exit()).isEqualTo(Exit.LOCAL));
    assertThat(names()).containsExactly("credentials.json");
  }

  @Test
  void a_command_goes_on_as_nobody_else() {
    Credentials ann = desk.signedIn(stub, null);
    Credentials bob =
        new Credentials(
            ann.server(),
            ann.issuer(),
            ann.client(),
            "user_bob",
            ann.access(),
            ann.refresh(),
            null);
    desk.file().write(bob);
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> desk.file().change(ann, now -> now.at(desk.acme())))
        .satisfies(trouble -> assertThat(trouble.code()).isEqualTo("signed_in_anew"));
    assertThat(desk.file().require()).isEqualTo(bob);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
