package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.jdbi.HostAccountTable;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Test;

/** The scenario of a linked account notices a host that gives everybody it links the same role. */
class LinkingControlTest {
  private final LinkingScenarioTest scenario = new LinkingScenarioTest();

  @Test
  void a_role_that_is_written_at_linking_is_seen() {
    try (MusterKit kit =
        MusterKit.with(
            host -> {
              scenario.configure(host);
              host.wired((made, muster) -> muster.accounts(demoting(scenario.accounts(made))));
            })) {
      assertThatThrownBy(
              () -> scenario.who_signs_in_to_an_account_that_was_there_keeps_its_role(kit))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("role");
    }
  }

  private AccountStore demoting(HostAccountTable sound) {
    return Twisted.of(
        AccountStore.class,
        sound,
        "link",
        asked -> {
          AccountStore.Linking linking = sound.link((ProviderInstance) asked[0], (User) asked[1]);
          scenario.users.useHandle(h -> h.execute("update users set role = 'member'"));
          return linking;
        });
  }
}
