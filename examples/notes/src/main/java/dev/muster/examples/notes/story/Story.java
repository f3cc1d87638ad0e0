package dev.muster.examples.notes.story;

import dev.muster.examples.notes.ClerkAccess;
import dev.muster.examples.notes.KeycloakAccess;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.WorkOsAccess;
import dev.muster.name.OrganizationId;
import java.io.IOException;
import java.io.PrintStream;

/**
 * The whole story of Muster on one service: sign-in, membership, roles, scopes, switching, tokens,
 * invitations, outage, removal. The service talks to its provider over HTTP, and the browsers to
 * the service.
 */
public final class Story {
  private Story() {}

  /**
   * Tells the story.
   *
   * @param settings the service's
   * @param out where the lines go
   * @return whether every step went as expected
   * @throws Exception if a part does not start
   */
  public static boolean tell(Settings settings, PrintStream out) throws Exception {
    if (settings.provider() instanceof ClerkAccess clerk) {
      return ClerkStory.tell(clerk, settings, out);
    }
    try (ProviderSide side = side(settings);
        Stage stage = new Stage(side, settings, out)) {
      SessionChapters sessions = new SessionChapters(stage);
      MembershipChapters memberships = new MembershipChapters(stage);
      RoleChapters roles = new RoleChapters(stage);
      SwitchChapters switches = new SwitchChapters(stage);
      RefreshChapters refreshes = new RefreshChapters(stage);
      OrganizationChapters organizations = new OrganizationChapters(stage);
      ScopeChapters scopes = new ScopeChapters(stage);
      TokenChapters tokens = new TokenChapters(stage);
      LifeChapters life = new LifeChapters(stage);
      ProgramChapters programs = new ProgramChapters(stage);
      PageChapters pages = new PageChapters(stage);
      pages.anonymous();
      sessions.signIn();
      pages.newcomer();
      OrganizationId acme = memberships.createOrganization();
      memberships.inviteAndAccept(acme);
      roles.roles(acme);
      roles.writtenByHand(acme);
      memberships.outage();
      pages.outage();
      OrganizationId evesPlace = organizations.strangers();
      pages.trace();
      organizations.roleElsewhere(acme, evesPlace);
      scopes.ownNotes();
      scopes.slugs();
      switches.signInThere();
      switches.switching(acme);
      switches.outOfReach(evesPlace);
      tokens.twoDevices(acme);
      programs.bearer();
      tokens.lowered(acme);
      tokens.removed(acme);
      life.invitations(acme);
      tokens.joinedAgain(acme);
      life.lastAdmin();
      organizations.rename(acme);
      organizations.removedFromTheActiveOne(acme, evesPlace);
      life.leaving();
      memberships.removal(acme);
      sessions.restart();
      sessions.twoHoursLater();
      refreshes.twoTabs();
      refreshes.creationCutOff();
      refreshes.manyAtOnce();
      refreshes.outage();
      sessions.hostileRequests();
      sessions.signOut();
      pages.guard();
      return stage.steps.end();
    }
  }

  private static ProviderSide side(Settings settings) throws IOException, InterruptedException {
    if (settings.provider() instanceof KeycloakAccess keycloak) {
      return KeycloakSide.of(keycloak, settings.deadline());
    }
    return settings.provider() instanceof WorkOsAccess workOs
        ? new WorkOsSide(workOs, settings.deadline())
        : FakeSide.start(settings.deadline());
  }
}
