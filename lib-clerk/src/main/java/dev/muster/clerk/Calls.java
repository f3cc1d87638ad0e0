package dev.muster.clerk;

import org.jspecify.annotations.Nullable;

/**
 * Everything that Clerk is asked, by what it is about.
 *
 * @param wire sends it
 * @param directory the questions
 * @param memberships changes of memberships
 * @param creations new organizations
 * @param organizations changes of organizations
 * @param profiles users in batches
 * @param invitations invitations
 * @param walk everything
 * @param keys the keys of session tokens, where they are to be checked
 */
record Calls(
    Wire wire,
    DirectoryCalls directory,
    MembershipCalls memberships,
    CreationCalls creations,
    OrganizationCalls organizations,
    ProfileCalls profiles,
    InvitationCalls invitations,
    ClerkWalk walk,
    @Nullable PublishedKeys keys)
    implements AutoCloseable {
  static Calls of(ClerkSettings settings) {
    Wire wire = new Wire(settings);
    String issuer = settings.issuer();
    Lists lists = new Lists(wire, settings.pageSize());
    DirectoryCalls directory = new DirectoryCalls(wire, lists);
    return new Calls(
        wire,
        directory,
        new MembershipCalls(wire, directory),
        new CreationCalls(wire, lists, settings.clock()),
        new OrganizationCalls(wire),
        new ProfileCalls(wire, settings.pageSize()),
        new InvitationCalls(wire, lists),
        new ClerkWalk(wire, lists, settings.pageSize()),
        issuer == null ? null : new PublishedKeys(issuer, settings.callDeadline()));
  }

  @Override
  public void close() {
    wire.close();
    if (keys != null) {
      keys.close();
    }
  }
}
