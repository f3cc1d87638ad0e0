package dev.muster.examples.notes;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterListener;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiChangeStore;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.JdbiOrganizationTokenStore;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.session.SessionSettings;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The Muster of the service: everything in its database. */
final class NotesMuster {
  private static final int TOKENS_EACH = 3;
  private static final String CALLBACK = AccountEndpoints.DEFAULT_PATH + "/callback";

  private NotesMuster() {}

  static MusterBuilder builder(
      Settings settings,
      NotesProvider provider,
      MusterListener listener,
      InstantSource clock,
      Jdbi jdbi,
      JdbiMembershipStore mirror,
      Routes routes) {
    SessionSettings sessions =
        SessionSettings.builder()
            .key(settings.sealKey())
            .redirectUri(URI.create("http://127.0.0.1:" + settings.port() + CALLBACK))
            .home("/")
            .organizationIn(routes::organizationIn)
            .build();
    MusterBuilder builder =
        Muster.builder()
            .provider(provider.identity())
            .roles(NotesRoutes.roles(provider))
            .deadline(settings.deadline())
            .memberships(mirror)
            .directory(JdbiDirectoryStore.on(jdbi))
            .roleStore(
                HostRoleTable.binding(jdbi, provider.identity().instance())
                    .table("members")
                    .organizationColumn("organization_id")
                    .userColumn("user_id")
                    .roleColumn("role")
                    .insertMissingRows()
                    .build())
            .organizationCreation(provider.administration(), provider.slug("admin"))
            .organizationTokens(
                JdbiOrganizationTokenStore.on(jdbi),
                TokenSettings.of("notes_org_").withOtherKinds("notes_key_").withCap(TOKENS_EACH))
            .changes(JdbiChangeStore.on(jdbi))
            .lifecycle(
                provider.lifecycle(),
                provider.profiles(),
                LifecyclePolicy.builder(NotesRoutes.ADMIN).build())
            .listener(listener)
            .organizationRefresh(settings.organizationRefresh())
            .clocks(clock, System::nanoTime);
    if (provider.sessions() != null) {
      builder.sessions(provider.sessions(), sessions);
    }
    if (provider.invitations() != null) {
      builder.invitations(provider.invitations());
    }
    if (provider.acceptance() != null) {
      builder.invitationAcceptance(provider.acceptance());
    }
    if (provider.tokens() != null) {
      builder.accessTokens(provider.tokens());
    }
    return builder;
  }
}
