package dev.muster.proof.token;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.RenameResult;
import dev.muster.account.ScopeName;
import dev.muster.account.ScopeNames;
import dev.muster.account.ShowResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationSlug;
import dev.muster.provider.Secret;
import dev.muster.scope.ScopeChoices;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an organization token has to do with other scopes than its own: nothing. */
class TokenScopesTest {
  private static final OrganizationSlug ANN = new OrganizationSlug("ann");
  private static final Requirement EITHER = Requirement.member().orPersonal();

  private final TokenStage stage = new TokenStage();
  private final ScopeNames names = stage.muster.scopeNames(TokenStage.atLeast("admin"));
  private final Secret token = stage.issued();

  @BeforeEach
  void annHasASlug() {
    Pass personal =
        stage.muster.require(
            AccessCheck.of(stage.muster.vouchedByHost(stage.ann), Requirement.signedIn()));
    assertThat(names.rename(personal, ANN, false)).isEqualTo(new RenameResult.Renamed(ANN, null));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Session session() {
    return ((Authentication.Authenticated) stage.present(token)).session();
  }

  @Test
  @Tag("SCOPE-3")
  @Tag("ORG-5")
  void it_never_works_personally() {
    assertThat(stage.muster.check(session(), "ann", EITHER)).isDenied(Reason.WRONG_ORGANIZATION);
    assertThat(stage.check(token, EITHER)).isGranted().isIn(stage.acme);
  }

  @Test
  @Tag("SCOPE-4")
  void it_sees_its_own_organization_only() {
    ScopeChoices.Result.Offered offered =
        (ScopeChoices.Result.Offered) stage.muster.scopes(session());
    assertThat(offered.personal()).isNull();
    assertThat(offered.organizations()).singleElement().matches(one -> one.id().equals(stage.acme));
  }

  @Test
  @Tag("SCOPE-4")
  @Tag("TOK-4")
  void it_sees_the_role_that_it_has_itself() {
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, TokenStage.MEMBER);
    Secret asMember = stage.issued();
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, TokenStage.ADMIN);

    assertThat(roleOnOffer(asMember)).isEqualTo("member");
    assertThat(roleOnOffer(token)).isEqualTo("admin");
  }

  private String roleOnOffer(Secret presented) {
    Session session = ((Authentication.Authenticated) stage.present(presented)).session();
    ScopeChoices.Result.Offered offered =
        (ScopeChoices.Result.Offered) stage.muster.scopes(session);
    return String.valueOf(offered.organizations().get(0).role());
  }

  @Test
  @Tag("SCOPE-5")
  void it_shows_its_scope_and_renames_none() {
    Pass pass = ((Decision.Granted) stage.check(token, TokenStage.atLeast("admin"))).pass();

    assertThat(names.show(pass))
        .isEqualTo(
            new ShowResult.Shown(new ScopeName(stage.acme, new OrganizationSlug("acme"), "Acme")));
    assertThat(names.rename(pass, new OrganizationSlug("apex"), true))
        .isEqualTo(new RenameResult.WrongCredential());
  }
}
