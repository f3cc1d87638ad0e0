package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.ADMIN;
import static dev.muster.proof.token.TokenStage.MEMBER;
import static dev.muster.proof.token.TokenStage.atLeast;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.RoleSlug;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.scope.Scope;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.TokenHolder;
import dev.muster.token.TokenEvent;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenList;
import dev.muster.token.TokenRevocation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an organization access token opens, for whom, and until when. */
class OrganizationTokensTest {
  private final TokenStage stage = new TokenStage();

  @AfterEach
  void close() {
    stage.close();
  }

  private static Scope.Organization scope(Decision decision) {
    assertThat(decision).isGranted();
    return (Scope.Organization) ((Decision.Granted) decision).pass().scope();
  }

  @Test
  @Tag("SCOPE-2")
  @Tag("ANS-5")
  void a_token_and_a_session_that_names_the_organization_come_to_the_same_scope() {
    Scope.Organization bySession = (Scope.Organization) stage.pass().scope();
    Scope.Organization byToken = scope(stage.check(stage.issued()));

    assertThat(byToken.id()).isEqualTo(bySession.id());
    assertThat(byToken.role()).isEqualTo(bySession.role());
    assertThat(byToken.permissions()).isEqualTo(bySession.permissions());
    assertThat(byToken.session().user()).isEqualTo(stage.ann);
    assertThat(byToken.evidence().membership()).isEqualTo(bySession.evidence().membership());
  }

  @Test
  @Tag("TOK-1")
  void a_token_is_shown_once_and_neither_stored_nor_printed() {
    TokenIssue issue = stage.tokens().issue(stage.pass(), "laptop");
    TokenIssue.Issued issued = (TokenIssue.Issued) issue;
    String text = issued.token().reveal();
    Session session = scope(stage.check(issued.token())).session();

    assertThat(text).startsWith("acme_org_").hasSize("acme_org_".length() + 43 + 6);
    assertThat(new TokenFormat("acme_org_").form(text)).isEqualTo(TokenFormat.Form.WELL_FORMED);
    String random = text.substring("acme_org_".length());
    assertThat(issue.toString()).doesNotContain(random);
    assertThat(session.toString() + session.token() + stage.heard).doesNotContain(random);
    assertThat(stage.tokens().list(stage.pass()).toString()).doesNotContain(random);
  }

  @Test
  @Tag("TOK-2")
  void several_tokens_live_side_by_side_up_to_the_cap() {
    Secret laptop = stage.issued();
    Secret desktop = stage.issued();
    Secret phone = stage.issued();

    assertThat(stage.tokens().issue(stage.pass(), "one too many"))
        .isEqualTo(new TokenIssue.CapReached(3));
    for (Secret token : List.of(laptop, desktop, phone)) {
      assertThat(stage.check(token)).isGranted();
    }
    assertThat(stage.tokens().list(stage.pass()))
        .asInstanceOf(type(TokenList.Listed.class))
        .satisfies(list -> assertThat(list.tokens()).hasSize(3));
  }

  @Test
  @Tag("TOK-2")
  @Tag("SCOPE-3")
  @Tag("TOK-7")
  void a_token_lives_two_hours_whatever_it_is_used_for_and_then_tells_where_it_was_good() {
    Secret token = stage.issued();
    stage.pass(Duration.ofMinutes(119));
    assertThat(stage.check(token)).isGranted();

    stage.pass(Duration.ofMinutes(1));

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.check(token)).isDenied(Reason.INVALID_CREDENTIAL);
    assertThat(stage.check(token).explanation().organization()).isEqualTo(stage.acme);
    stage.pass(Duration.ofDays(2));
    assertThat(stage.tokens().sweep(100)).isEqualTo(1);
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid());
  }

  @Test
  @Tag("ORG-5")
  @Tag("SCOPE-3")
  void a_token_is_good_for_its_own_organization_only() {
    OrganizationId other = stage.provider.dashboard().createOrganization("Other").id();
    stage.provider.dashboard().join(other, stage.ann, ADMIN);
    Authentication byToken = stage.present(stage.issued());

    for (String elsewhere : List.of(other.value(), "other", "unknown-to-all")) {
      assertThat(stage.muster.check(AccessCheck.of(byToken, Requirement.member()).in(elsewhere)))
          .isDenied(Reason.WRONG_ORGANIZATION);
    }
    assertThat(
            stage.muster.check(
                AccessCheck.of(byToken, Requirement.member()).in(stage.acme.value())))
        .isGranted();
    assertThat(scope(stage.muster.check(AccessCheck.of(byToken, Requirement.signedIn()))).id())
        .isEqualTo(stage.acme);
  }

  @Test
  @Tag("ROLE-8")
  @Tag("TOK-4")
  @Tag("MEM-2")
  void a_demotion_counts_for_tokens_and_a_promotion_does_not() {
    Secret asAdmin = stage.issued();
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, MEMBER);
    Secret asMember = stage.issued();

    assertThat(stage.check(asAdmin, atLeast("admin"))).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(stage.check(asAdmin, Requirement.permits(new Permission("delete"))))
        .isDenied(Reason.PERMISSION_MISSING);
    assertThat(scope(stage.check(asAdmin)).permissions()).containsExactly(new Permission("read"));

    stage.provider.dashboard().setRoles(stage.acme, stage.ann, ADMIN);
    assertThat(stage.check(asAdmin, atLeast("admin"))).isGranted();
    assertThat(stage.check(asMember, atLeast("admin"))).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(stage.check(asMember, Requirement.permits(new Permission("delete"))))
        .isDenied(Reason.PERMISSION_MISSING);
    assertThat(stage.check(asMember, atLeast("member"))).isGranted();
    assertThat(stage.pass().role().orElseThrow().value()).isEqualTo("admin");
  }

  @Test
  @Tag("TOK-4")
  @Tag("ANS-3")
  void a_removal_in_the_dashboard_ends_the_tokens_for_good() {
    Secret token = stage.issued();
    stage.provider.dashboard().remove(stage.acme, stage.ann);

    assertThat(stage.check(token)).isDenied(Reason.NO_MEMBERSHIP);
    stage.provider.dashboard().join(stage.acme, stage.ann, ADMIN);

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.check(stage.issued())).isGranted();
  }

  @Test
  @Tag("TOK-4")
  void a_token_of_an_earlier_membership_is_no_good_and_ends_although_nobody_saw_the_removal() {
    Secret token = stage.issued();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().join(stage.acme, stage.ann, ADMIN);

    Decision decision = stage.check(token);

    assertThat(decision).isDenied(Reason.INVALID_CREDENTIAL).isIn(stage.acme);
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
  }

  @Test
  @Tag("ANS-2")
  @Tag("TOK-4")
  void an_outage_of_the_provider_ends_no_token_and_neither_does_a_provider_that_knows_nobody() {
    Secret token = stage.issued();
    stage.provider.dashboard().deleteOrganization(stage.acme);

    assertThat(stage.check(token)).isNotInstanceOf(Decision.Granted.class);

    assertThat(stage.store.count("revoke all")).isZero();
    assertThat(stage.store.list(stage.key)).hasSize(1);
  }

  @Test
  @Tag("TOK-5")
  void a_token_that_was_revoked_is_no_good_and_others_are() {
    TokenIssue.Issued lost = (TokenIssue.Issued) stage.tokens().issue(stage.pass(), "lost");
    Secret kept = stage.issued();
    Authentication before = stage.present(lost.token());

    assertThat(stage.tokens().revoke(stage.pass(), lost.id()))
        .isEqualTo(new TokenRevocation.Revoked(1));

    assertThat(stage.present(lost.token())).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.muster.check(AccessCheck.of(before, Requirement.member())))
        .isDenied(Reason.INVALID_CREDENTIAL);
    assertThat(stage.check(kept)).isGranted();
    assertThat(stage.heard)
        .contains(new MusterEvent.OfToken(new TokenEvent.Revoked(stage.key, lost.id())));
  }

  @Test
  @Tag("TOK-5")
  void a_foreign_token_can_not_be_told_from_an_unknown_one() {
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.provider.dashboard().join(stage.acme, bob, MEMBER);
    TokenIssue.Issued anns = (TokenIssue.Issued) stage.tokens().issue(stage.pass(), "");
    Pass bobs = stage.pass(stage.muster.vouchedByHost(bob));

    assertThat(stage.tokens().revoke(bobs, anns.id())).isEqualTo(new TokenRevocation.Unknown());
    assertThat(stage.tokens().revoke(bobs, new TokenId("unknown")))
        .isEqualTo(new TokenRevocation.Unknown());
    assertThat(stage.tokens().list(bobs)).isEqualTo(new TokenList.Listed(List.of()));
    assertThat(stage.check(anns.token())).isGranted();
  }

  @Test
  @Tag("TOK-4")
  @Tag("SES-9")
  void a_token_dies_with_the_session_that_issued_it_and_others_of_the_user_do_not() {
    Sessions sessions = stage.muster.sessions().orElseThrow();
    Credential cookie =
        new Credential.Cookie(SignIn.at(stage.provider, sessions, stage.ann).value());
    Session signedIn = ((Authentication.Authenticated) stage.muster.authenticate(cookie)).session();
    Pass before = stage.pass(signedIn);
    Secret ofSession = stage.issued(before);
    Secret vouched = stage.issued();
    assertThat(stage.check(ofSession)).isGranted();

    sessions.logout(cookie);

    assertThat(stage.present(ofSession)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.check(vouched)).isGranted();
    assertThat(stage.tokens().issue(before, "too late"))
        .isEqualTo(new TokenIssue.WrongCredential());
  }

  @Test
  @Tag("TOK-4")
  void the_tokens_of_a_user_or_an_organization_end_together_and_a_suspension_can_be_lifted() {
    Secret token = stage.issued();
    stage.store.suspend(stage.key);
    stage.tokens().invalidate(new TokenHolder.OfMembership(stage.key));
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    stage.store.resume(stage.key);
    assertThat(stage.check(token)).isGranted();

    stage.tokens().revoke(new TokenHolder.OfUser(stage.key.provider(), stage.ann));
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));

    Secret next = stage.issued();
    stage.tokens().revoke(new TokenHolder.OfOrganization(stage.key.provider(), stage.acme));
    assertThat(stage.present(next)).isEqualTo(new Authentication.Invalid(stage.acme));
  }

  @Test
  @Tag("TOK-7")
  void a_token_issues_no_token_and_neither_does_a_session_that_is_bound() {
    Pass byToken = ((Decision.Granted) stage.check(stage.issued())).pass();
    Pass bound = stage.pass(stage.muster.vouchedByHost(stage.ann, stage.acme));

    assertThat(stage.tokens().issue(byToken, "")).isEqualTo(new TokenIssue.WrongCredential());
    assertThat(stage.tokens().issue(bound, "")).isEqualTo(new TokenIssue.WrongCredential());
  }

  @Test
  @Tag("TOK-7")
  @Tag("ANS-6")
  void a_route_for_sessions_only_finds_a_good_token_the_wrong_kind_and_a_bad_one_bad() {
    Secret token = stage.issued();
    Decision good =
        stage.muster.check(
            AccessCheck.of(stage.present(token), Requirement.member()).refusingTokens());
    assertThat(good).tells(Problem.WRONG_CREDENTIAL);
    assertThat(
            stage.muster.check(
                AccessCheck.of(stage.muster.vouchedByHost(stage.ann), Requirement.member())
                    .in(stage.acme.value())
                    .refusingTokens()))
        .isGranted();

    Authentication held = stage.present(token);
    stage.tokens().revoke(new TokenHolder.OfMembership(stage.key));
    assertThat(stage.muster.check(AccessCheck.of(held, Requirement.member()).refusingTokens()))
        .isDenied(Reason.INVALID_CREDENTIAL);
  }

  @Test
  @Tag("TOK-3")
  void who_is_no_member_any_more_gets_no_token_for_a_pass_of_before() {
    Pass before = stage.pass();
    stage.provider.dashboard().remove(stage.acme, stage.ann);

    assertThat(stage.tokens().issue(before, "")).isEqualTo(new TokenIssue.NotAMember(stage.acme));
    assertThat(stage.store.count("add")).isZero();
  }

  @Test
  @Tag("ANS-2")
  void a_store_that_is_down_is_unavailable_and_ends_nothing() {
    Secret token = stage.issued();
    Pass pass = stage.pass();
    stage.store.down = true;

    assertThat(stage.present(token)).isInstanceOf(Authentication.Unavailable.class);
    assertThat(stage.check(token)).isUndecided();
    assertThat(stage.tokens().issue(pass, "")).isInstanceOf(TokenIssue.Unavailable.class);
    assertThat(stage.tokens().list(pass)).isInstanceOf(TokenList.Unavailable.class);
    assertThat(stage.tokens().revoke(pass, new TokenId("any")))
        .isInstanceOf(TokenRevocation.Unavailable.class);
    stage.store.down = false;
    assertThat(stage.check(token)).isGranted();
  }

  @Test
  @Tag("TOK-5")
  void a_revocation_that_the_store_did_not_take_counts_here_and_is_tried_again() {
    Secret token = stage.issued();
    stage.store.down = true;
    assertThat(stage.tokens().revoke(new TokenHolder.OfMembership(stage.key)))
        .isInstanceOf(TokenRevocation.Unavailable.class);
    stage.store.down = false;

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.store.list(stage.key)).hasSize(1);
    stage.tokens().sweep(1);
    assertThat(stage.store.list(stage.key)).isEmpty();
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.check(stage.issued())).isGranted();
  }

  @Test
  void a_label_that_is_too_long_is_refused_by_its_length() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage.tokens().issue(stage.pass(), "x".repeat(256)))
        .withMessageContaining("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "\ud800", "a\udc00b"})
  void a_label_that_no_store_can_keep_is_refused(String label) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage.tokens().issue(stage.pass(), label))
        .withMessage("label must have no control characters");
  }

  @Test
  @Tag("TOK-3")
  @Tag("ROLE-4")
  void a_membership_that_is_deactivated_ends_its_tokens_when_it_is_noticed_by_anybody() {
    Secret token = stage.issued();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    var unused =
        stage.muster.check(
            AccessCheck.of(stage.muster.vouchedByHost(stage.ann), Requirement.member())
                .in(stage.acme.value()));

    assertThat(stage.store.count("revoke all")).isEqualTo(1);
    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.store.list(stage.key))
        .extracting(one -> one.state())
        .doesNotContain(State.LIVE);
  }

  private static final RoleSlug NOBODYS = new RoleSlug("nobodys");

  @Test
  @Tag("ROLE-3")
  @Tag("TOK-4")
  void a_role_that_the_map_does_not_know_now_widens_no_token() {
    Secret token = stage.issued();
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, NOBODYS);

    assertThat(scope(stage.check(token)).role()).isEqualTo(stage.pass().role());
  }

  @Test
  @Tag("ANS-8")
  void a_pass_of_another_host_issues_lists_and_revokes_nothing_here() {
    try (TokenStage other = new TokenStage()) {
      Pass theirs = other.pass();
      Pass byTheirToken = ((Decision.Granted) other.check(other.issued())).pass();
      for (Pass pass : List.of(theirs, byTheirToken)) {
        assertThatIllegalArgumentException().isThrownBy(() -> stage.tokens().issue(pass, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> stage.tokens().list(pass));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> stage.tokens().revoke(pass, new TokenId("any")));
      }
    }
    assertThat(stage.store.statements).isEmpty();
  }
}
