package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.AccountStore.Linking.Created;
import dev.muster.store.AccountStore.Linking.Found;
import dev.muster.store.AccountStore.Linking.Linked;
import dev.muster.store.AccountStore.Linking.Refused;
import dev.muster.store.AccountStore.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AccountStore} does. Extend it, open a stage for {@link #PROVIDER}, and all
 * tests must pass.
 */
@Tag("ROLE-10")
public abstract class AccountStoreContract extends AccountRacesThroughStore {
  /** The provider instance of every user in this suite. */
  public static final ProviderInstance PROVIDER = Cast.PROVIDER;

  private static final String ANNS = "ann@example.com";
  private static final String KIMS = "kim@idea.example";

  /**
   * Case folding of Unicode, or a careless database, takes some of these for {@link #KIMS}: the
   * Kelvin sign, the dotless and the dotted i, accents in both spellings, a wide letter.
   */
  private static final List<String> ALIKES =
      List.of(
          "\u212aim@idea.example",
          "k\u0131m@idea.example",
          "K\u0130M@idea.example",
          "kim@id\u00e9a.example",
          "kim@id\u00c9a.example",
          "kim@ide\u0301a.example",
          "\uff4bim@idea.example",
          "kim\u00df@idea.example",
          "kimss@idea.example",
          "ki_@idea.example",
          "kim%@idea.example",
          "kim'@idea.example",
          "kim\\@idea.example");

  private static final UserId ANN = new UserId("user_ann");
  private static final UserId BOB = new UserId("user_bob");

  /** For a subclass. */
  protected AccountStoreContract() {}

  @Test
  void a_user_who_never_came_has_no_account() {
    stage.add(ANNS, true);

    assertThat(store.find(PROVIDER, ANN)).isEmpty();
  }

  @Test
  void a_first_login_makes_an_account_and_each_later_one_finds_it() {
    Created created = (Created) login(ANN, ANNS, true);

    assertThat(store.find(PROVIDER, ANN)).contains(created.account());
    assertThat(login(ANN, ANNS, true)).isEqualTo(new Found(created.account()));
    assertThat(((Created) login(BOB, "bob@example.com", false)).account())
        .isNotEqualTo(created.account());
    assertThat(stage.count()).isEqualTo(2);
  }

  @Test
  void a_verified_email_links_the_one_account_that_has_it() {
    stage.add("other@example.com", true);
    AccountId account = stage.add(ANNS, true);

    assertThat(login(ANN, ANNS, true)).isEqualTo(new Linked(account));
    assertThat(store.find(PROVIDER, ANN)).contains(account);
    assertThat(login(ANN, ANNS, true)).isEqualTo(new Found(account));
    assertThat(stage.count()).isEqualTo(2);
  }

  @Test
  void an_email_that_the_provider_has_not_verified_links_nothing() {
    AccountId account = stage.add(ANNS, true);

    assertThat(login(BOB, ANNS, false)).isEqualTo(TAKEN);

    assertThat(store.find(PROVIDER, BOB)).isEmpty();
    assertThat(stage.count()).isEqualTo(1);
    assertThat(login(ANN, ANNS, true)).isEqualTo(new Linked(account));
  }

  @Test
  void an_email_that_the_host_has_not_verified_links_nothing() {
    stage.add(ANNS, false);

    assertThat(login(ANN, ANNS, true)).isEqualTo(TAKEN);

    assertThat(store.find(PROVIDER, ANN)).isEmpty();
    assertThat(stage.count()).isEqualTo(1);
  }

  @Test
  void users_without_an_email_have_an_account_each_and_link_none() {
    stage.add(ANNS, true);

    Created anns = (Created) login(ANN, null, false);
    Created bobs = (Created) login(BOB, null, false);

    assertThat(bobs.account()).isNotEqualTo(anns.account());
    assertThat(login(ANN, null, false)).isEqualTo(new Found(anns.account()));
    assertThat(login(ANN, ANNS, true)).isEqualTo(new Found(anns.account()));
    assertThat(stage.count()).isEqualTo(3);
  }

  @Test
  void an_account_is_linked_once() {
    AccountId account = stage.add(ANNS, true);
    login(ANN, ANNS, true);

    assertThat(login(BOB, ANNS, true)).isEqualTo(TAKEN);

    assertThat(store.find(PROVIDER, ANN)).contains(account);
    assertThat(store.find(PROVIDER, BOB)).isEmpty();
    assertThat(stage.count()).isEqualTo(1);
  }

  @Test
  void the_email_of_an_account_that_a_login_made_links_nobody_else() {
    Created created = (Created) login(ANN, ANNS, true);

    assertThat(login(BOB, ANNS, true)).isEqualTo(TAKEN);
    assertThat(login(BOB, ANNS, false)).isEqualTo(TAKEN);

    assertThat(store.find(PROVIDER, ANN)).contains(created.account());
    assertThat(stage.count()).isEqualTo(1);
  }

  @Test
  void an_email_of_several_accounts_is_ambiguous() {
    stage.add(ANNS, true);
    stage.add("Ann@example.com", true);

    assertThat(login(ANN, ANNS, true)).isEqualTo(new Refused(Reason.AMBIGUOUS));

    assertThat(store.find(PROVIDER, ANN)).isEmpty();
    assertThat(stage.count()).isEqualTo(2);
  }

  @Test
  void a_change_of_email_keeps_the_account_and_takes_no_other() {
    AccountId anns = stage.add(ANNS, true);
    AccountId bobs = stage.add("bob@example.com", true);
    login(ANN, ANNS, true);

    assertThat(login(ANN, "bob@example.com", true)).isEqualTo(new Found(anns));
    assertThat(login(ANN, "new@example.com", false)).isEqualTo(new Found(anns));

    assertThat(store.find(PROVIDER, ANN)).contains(anns);
    assertThat(login(BOB, "bob@example.com", true)).isEqualTo(new Linked(bobs));
    assertThat(stage.count()).isEqualTo(2);
  }

  @Test
  void letters_of_ascii_are_the_same_in_both_cases() {
    AccountId small = stage.add(ANNS, true);
    AccountId large = stage.add("KIM@IDEA.EXAMPLE", true);

    assertThat(login(ANN, "ANN@eXample.com", true)).isEqualTo(new Linked(small));
    assertThat(login(BOB, KIMS, true)).isEqualTo(new Linked(large));
  }

  @Test
  void an_email_that_only_looks_like_that_of_an_account_links_nothing() {
    AccountId account = stage.add(KIMS, true);
    for (int i = 0; i < ALIKES.size(); i++) {
      assertThat(login(new UserId("user_" + i), ALIKES.get(i), true))
          .as(ALIKES.get(i))
          .isInstanceOf(Created.class);
    }

    assertThat(login(ANN, KIMS, true)).isEqualTo(new Linked(account));
  }

  @Test
  void accounts_whose_emails_look_alike_are_linked_each_to_its_own_user() {
    AccountId plain = stage.add(KIMS, true);
    List<AccountId> accounts = ALIKES.stream().map(alike -> stage.add(alike, true)).toList();

    assertThat(login(ANN, KIMS, true)).isEqualTo(new Linked(plain));
    for (int i = 0; i < ALIKES.size(); i++) {
      assertThat(login(new UserId("user_" + i), ALIKES.get(i), true))
          .as(ALIKES.get(i))
          .isEqualTo(new Linked(accounts.get(i)));
    }
  }

  @Test
  void what_is_no_email_links_nothing() {
    List<String> none =
        List.of("", " ", "ann", "ann@", "@example.com", "an n@example.com", "a@b@c", "@");
    for (int i = 0; i < none.size(); i++) {
      stage.add(none.get(i), true);
    }
    for (int i = 0; i < none.size(); i++) {
      assertThat(login(new UserId("user_" + i), none.get(i), true))
          .as(none.get(i))
          .isInstanceOf(Created.class);
    }
    assertThat(stage.count()).isEqualTo(2 * none.size());
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  void users_that_look_alike_are_different_users() {
    for (int i = 0; i < Cast.LOOK_ALIKES.size(); i++) {
      assertThat(login(new UserId(Cast.LOOK_ALIKES.get(i)), "user" + i + "@example.com", true))
          .isInstanceOf(Created.class);
    }
    assertThat(Cast.LOOK_ALIKES.stream().map(id -> store.find(PROVIDER, new UserId(id))).distinct())
        .hasSize(Cast.LOOK_ALIKES.size())
        .allMatch(Optional::isPresent);
  }

  @Test
  @Tag("MEM-13")
  void a_user_of_another_provider_instance_is_somebody_else() {
    login(ANN, ANNS, true);

    Optional<AccountId> found;
    try {
      found = store.find(Cast.OTHER_PROVIDER, ANN);
    } catch (IllegalArgumentException e) {
      // A store that is bound to one provider instance refuses to be asked of another.
      found = Optional.empty();
    }

    assertThat(found).isEmpty();
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> store.find(null, ANN))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("provider");
    assertThatThrownBy(() -> store.find(PROVIDER, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("user");
    assertThatThrownBy(() -> store.link(null, new User(ANN, ANNS, true)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("provider");
    assertThatThrownBy(() -> store.link(PROVIDER, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("user");
  }
}
