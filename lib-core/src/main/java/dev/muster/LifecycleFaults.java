package dev.muster;

import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration of the life of organizations, all of it at once. */
final class LifecycleFaults {
  private LifecycleFaults() {}

  static List<String> of(MusterBuilder from) {
    List<String> faults = new ArrayList<>();
    if (from.invitationAcceptance != null && from.invitations == null) {
      faults.add("the acceptance of invitations needs invitations");
    }
    if (from.lifecyclePolicy == null) {
      if (from.invitations != null) {
        faults.add("invitations need the lifecycle of organizations");
      }
      if (from.changes != null) {
        faults.add(
            "a change store needs the lifecycle of organizations, which ends what is cut off");
      }
    } else {
      PolicyFaults.add(from, from.lifecyclePolicy, faults);
    }
    if (from.changes == null) {
      if (from.lifecycle != null
          && (isElsewhere(from.memberships, InMemoryMembershipStore.class)
              || isElsewhere(from.tokenStore, InMemoryOrganizationTokenStore.class))) {
        faults.add(
            "the lifecycle of organizations needs a change store beside the mirror and the tokens");
      }
    } else if (from.memberships == null || from.directory == null) {
      faults.add("a change store needs the mirror and the directory that it writes");
    } else {
      boolean elsewhere = isElsewhere(from.changes, InMemoryChangeStore.class);
      if (elsewhere != isElsewhere(from.memberships, InMemoryMembershipStore.class)
          || (from.tokenStore != null
              && elsewhere != isElsewhere(from.tokenStore, InMemoryOrganizationTokenStore.class))) {
        faults.add("the change store lies elsewhere than the mirror or the tokens");
      }
    }
    return faults;
  }

  private static boolean isElsewhere(@Nullable Object store, Class<?> inMemory) {
    return store != null && !inMemory.isInstance(store);
  }
}
