package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.RenameResult;
import dev.muster.account.ScopeNames;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/scopes.md, run. */
class ScopeSnippetsTest {
  private static final Role EDITOR = new Role("editor");
  private static final Role ADMIN = new Role("admin");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("admin").role("editor").build();
  private final Muster muster = Muster.builder().provider(provider).roles(roles).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final Session session = muster.vouchedByHost(ann);
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  @BeforeEach
  void annIsAdmin() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    assertThat(muster.check(session, acme.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
  }

  @AfterEach
  void close() {
    muster.close();
  }

  @Test
  void either() {
    Pass personal = muster.require(AccessCheck.of(session, Requirement.signedIn()));
    var unused =
        muster
            .scopeNames(Requirement.atLeast(ADMIN))
            .rename(personal, new OrganizationSlug("ann"), false);
    for (String named : new String[] {"ann", "acme"}) {
      // @start region=scope-either
      Requirement either = Requirement.atLeast(EDITOR).orPersonal();
      Decision decision = muster.check(session, named, either);
      // @end
      assertThat(decision).isInstanceOf(Decision.Granted.class);
      // @start region=scope-fold
      Pass pass = muster.require(AccessCheck.of(session, either).in(named));
      String shelf =
          pass.scope().fold(alone -> "drafts of " + pass.user(), there -> "notes of " + there.id());
      // @end
      assertThat(shelf).isEqualTo(named.equals("ann") ? "drafts of " + ann : "notes of " + acme);
    }
  }

  @Test
  void list() {
    // @start region=scope-list
    String picker =
        muster
            .scopes(session)
            .fold(
                offered ->
                    (offered.personal() == null ? "" : "yourself and ")
                        + offered.organizations().size()
                        + " organizations",
                failure -> "try again");
    // @end
    assertThat(picker).isEqualTo("yourself and 1 organizations");
  }

  @Test
  void rename() {
    Pass pass = muster.require(AccessCheck.of(session, Requirement.member()).in("acme"));
    // @start region=scope-names
    ScopeNames names = muster.scopeNames(Requirement.atLeast(ADMIN));
    RenameResult result = names.rename(pass, new OrganizationSlug("apex"), false);
    if (result instanceof RenameResult.NeedsForce asked) {
      String question = "Links to " + asked.present() + " will break. Rename it?";
      result = names.rename(pass, new OrganizationSlug("apex"), confirmed(question));
    }
    int status = result.problem().map(problem -> problem.status()).orElse(200);
    // @end
    assertThat(status).isEqualTo(200);
    assertThat(muster.check(session, "acme", Requirement.member()))
        .isInstanceOf(Decision.Denied.class);
  }

  private static boolean confirmed(String question) {
    return question.startsWith("Links to acme ");
  }
}
