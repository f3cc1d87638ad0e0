package dev.muster.proof.contract;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.User;
import dev.muster.testkit.contract.AccountStoreContract;
import dev.muster.testkit.contract.AccountsUnderTest;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong account stores, each with one fault. */
final class WrongAccountStores {
  static final Catalogue<Supplier<AccountsUnderTest>> CATALOGUE =
      new Catalogue<>(
          AccountStoreContract.class,
          Runner.class,
          stage -> Runner.stage = stage,
          InMemoryAccountStoreTest.Stage::new,
          List.of(
              Wrong.of(
                  "has an account for everybody",
                  ForAll::new,
                  "a_user_who_never_came_has_no_account"),
              Wrong.of(
                  "makes an account at each login",
                  Forgets::new,
                  "a_first_login_makes_an_account_and_each_later_one_finds_it"),
              Wrong.of(
                  "never links",
                  NeverLinks::new,
                  "a_verified_email_links_the_one_account_that_has_it"),
              Wrong.of(
                  "links an e-mail that the provider has not verified",
                  TrustsTheUser::new,
                  "an_email_that_the_provider_has_not_verified_links_nothing"),
              Wrong.of(
                  "links an e-mail that the host has not verified",
                  TrustsTheHost::new,
                  "an_email_that_the_host_has_not_verified_links_nothing"),
              Wrong.of(
                  "links an account twice",
                  LinksTwice::new,
                  "an_account_is_linked_once",
                  "the_email_of_an_account_that_a_login_made_links_nobody_else"),
              Wrong.of(
                  "links the first of several accounts",
                  TakesTheFirst::new,
                  "an_email_of_several_accounts_is_ambiguous"),
              Wrong.of(
                  "links again when the e-mail changes",
                  FollowsTheEmail::new,
                  "a_change_of_email_keeps_the_account_and_takes_no_other"),
              Wrong.of(
                  "compares e-mails letter for letter",
                  () -> new Compares(text -> text),
                  "letters_of_ascii_are_the_same_in_both_cases"),
              Wrong.of(
                  "folds e-mails as Unicode does",
                  () -> new Compares(text -> text.toLowerCase(Locale.ROOT)),
                  "an_email_that_only_looks_like_that_of_an_account_links_nothing",
                  "accounts_whose_emails_look_alike_are_linked_each_to_its_own_user"),
              Wrong.of(
                  "folds e-mails as Turkish does",
                  () -> new Compares(text -> text.toLowerCase(Locale.forLanguageTag("tr"))),
                  "letters_of_ascii_are_the_same_in_both_cases"),
              Wrong.of(
                  "takes the accents off e-mails",
                  () -> new Compares(WrongAccountStores::withoutAccents),
                  "an_email_that_only_looks_like_that_of_an_account_links_nothing",
                  "accounts_whose_emails_look_alike_are_linked_each_to_its_own_user"),
              Wrong.of(
                  "takes no e-mail for one that two have",
                  NoneIsSame::new,
                  "users_without_an_email_have_an_account_each_and_link_none"),
              Wrong.of(
                  "links what is no e-mail", TakesAnyText::new, "what_is_no_email_links_nothing"),
              Wrong.of(
                  "compares users without regard to case",
                  FoldsUsers::new,
                  "users_that_look_alike_are_different_users"),
              Wrong.of(
                  "has one account for all providers",
                  AccountBook::new,
                  "a_user_of_another_provider_instance_is_somebody_else"),
              Wrong.of(
                  "looks, and then makes or links",
                  LooksFirst::new,
                  "of_many_first_logins_of_one_user_one_makes_the_account",
                  "of_many_users_with_one_verified_email_one_is_linked_and_each_other_one_refused",
                  "of_many_users_with_one_new_email_one_gets_an_account"),
              Wrong.of("takes null for a user", NullIsNobody::new, "a_null_is_refused_by_name")));

  private WrongAccountStores() {}

  private static String withoutAccents(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
  }

  /** Runs the suite on the stage it was handed last. */
  static final class Runner extends AccountStoreContract {
    static Supplier<AccountsUnderTest> stage = InMemoryAccountStoreTest.Stage::new;

    @Override
    protected AccountsUnderTest open() {
      return stage.get();
    }
  }

  private static final class ForAll extends AccountBook {
    @Override
    public Optional<AccountId> find(ProviderInstance provider, UserId user) {
      return Optional.of(new AccountId("account_1"));
    }
  }

  private static final class Forgets extends AccountBook {
    @Override
    Optional<Account> owned(UserId user) {
      return Optional.empty();
    }

    @Override
    boolean sameEmail(@Nullable String one, @Nullable String other) {
      return false;
    }
  }

  private static final class NeverLinks extends AccountBook {
    @Override
    boolean sameEmail(@Nullable String one, @Nullable String other) {
      return false;
    }
  }

  private static final class TrustsTheUser extends AccountBook {
    @Override
    boolean mayLink(User user, Account account) {
      return account.verified && account.user == null;
    }
  }

  private static final class TrustsTheHost extends AccountBook {
    @Override
    boolean mayLink(User user, Account account) {
      return user.emailVerified() && account.user == null;
    }
  }

  private static final class LinksTwice extends AccountBook {
    @Override
    boolean mayLink(User user, Account account) {
      return user.emailVerified() && account.verified;
    }
  }

  private static final class TakesTheFirst extends AccountBook {
    @Override
    boolean isAmbiguous(List<Account> same) {
      return false;
    }
  }

  private static final class NoneIsSame extends AccountBook {
    @Override
    boolean sameEmail(@Nullable String one, @Nullable String other) {
      return one == null ? other == null : super.sameEmail(one, other);
    }
  }

  private static final class FollowsTheEmail extends AccountBook {
    @Override
    public Linking link(ProviderInstance provider, User user) {
      owned(user.id())
          .filter(account -> !sameEmail(account.email, user.email()))
          .ifPresent(account -> account.user = null);
      return super.link(provider, user);
    }
  }

  private static final class Compares extends AccountBook {
    private final UnaryOperator<String> folding;

    Compares(UnaryOperator<String> folding) {
      this.folding = folding;
    }

    @Override
    boolean sameEmail(@Nullable String one, @Nullable String other) {
      return one != null && other != null && folding.apply(one).equals(folding.apply(other));
    }
  }

  private static final class TakesAnyText extends AccountBook {
    @Override
    boolean sameEmail(@Nullable String one, @Nullable String other) {
      return one != null && one.equalsIgnoreCase(other);
    }
  }

  private static final class FoldsUsers extends AccountBook {
    @Override
    boolean sameUser(@Nullable UserId one, UserId other) {
      return one != null && one.value().equalsIgnoreCase(other.value());
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class LooksFirst extends AccountBook {
    private final Rendezvous allHaveLooked = new Rendezvous();

    @Override
    void looked(User user, int found) {
      allHaveLooked.await();
    }

    @Override
    boolean mayLink(User user, Account account) {
      return true;
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNobody extends AccountBook {
    @Override
    public Optional<AccountId> find(ProviderInstance provider, UserId user) {
      return user == null ? Optional.empty() : super.find(provider, user);
    }
  }
}
