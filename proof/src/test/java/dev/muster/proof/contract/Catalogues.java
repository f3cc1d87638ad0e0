package dev.muster.proof.contract;

import java.util.List;

/** Every contract suite, with its wrong implementations. */
public final class Catalogues {
  /** In the order of the paper. */
  public static final List<Catalogue<?>> ALL =
      List.of(
          WrongProviders.CATALOGUE,
          WrongSessions.CATALOGUE,
          WrongAdministrations.CATALOGUE,
          WrongLifecycles.CATALOGUE,
          WrongInvitations.CATALOGUE,
          WrongAcceptances.CATALOGUE,
          WrongProfiles.CATALOGUE,
          WrongRoleCatalogs.CATALOGUE,
          WrongEventSources.CATALOGUE,
          WrongWebhooks.CATALOGUE,
          WrongWalks.CATALOGUE,
          WrongMirrors.CATALOGUE,
          WrongDirectories.CATALOGUE,
          WrongRoleStores.CATALOGUE,
          WrongRefreshStores.CATALOGUE,
          WrongTokenStores.CATALOGUE,
          WrongAccountStores.CATALOGUE,
          WrongChangeStores.CATALOGUE,
          WrongFeedStores.CATALOGUE,
          WrongWalkStores.CATALOGUE,
          WrongChangeLogs.CATALOGUE,
          WrongBuses.CATALOGUE,
          WrongScopes.CATALOGUE,
          WrongTokens.CATALOGUE,
          WrongCookies.CATALOGUE);

  private Catalogues() {}
}
