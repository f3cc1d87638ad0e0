package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.SignedWebhook;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The provider's own side of a story of several nodes. For one thread. */
interface NodesSide extends ProviderSide {
  /** What a node's environment says of this provider. */
  Map<String, String> environment();

  /** Makes an organization. */
  OrganizationId found(String name) throws Exception;

  /** Makes a user a member at once. */
  void join(OrganizationId organization, UserId user, RoleSlug role) throws Exception;

  /** Each member of each organization, in the words of {@link MirrorRows}. */
  Set<String> members();

  /** How often the provider was asked whether somebody is a member. */
  long lookUps() throws Exception;

  /** The signed messages of what happened since this was last called; empty if it sends none. */
  List<SignedWebhook> webhooks();

  /** Tells of the steps that this provider can't play. */
  void tellUntold(Steps steps);

  /** Ends every session of a user. */
  void endSessions(UserId user) throws Exception;
}
