package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.store.RefreshStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tokens are one. */
abstract class RefreshKeysThroughStore extends RefreshClaimsThroughStore {
  @Test
  @Tag("MEM-13")
  @Tag("SES-6")
  void a_token_of_another_provider_instance_is_another_token() {
    RefreshStore.Key elsewhere = new RefreshStore.Key(Cast.OTHER_PROVIDER, token.tokenHash());
    claim(mine);

    isYours(store.claim(elsewhere, theirs, LONG));
    store.complete(elsewhere, theirs, "elsewhere", LONG);

    isBusy(claim(third));
    complete(mine, "here");
    isDone(store.claim(elsewhere, third, LONG), "elsewhere");
    isDone(claim(third), "here");
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  @Tag("SES-6")
  void tokens_that_look_alike_are_different_tokens() {
    String hash = "a" + randomHex().substring(1) + randomHex().substring(1) + "a";
    List<RefreshStore.Key> alike = new ArrayList<>();
    alike.add(new RefreshStore.Key(Cast.PROVIDER, hash));
    alike.add(new RefreshStore.Key(Cast.PROVIDER, "b" + hash.substring(1)));
    alike.add(new RefreshStore.Key(Cast.PROVIDER, hash.substring(0, 63) + "b"));
    Cast.LOOK_ALIKES.forEach(
        name -> alike.add(new RefreshStore.Key(new ProviderInstance(name), hash)));

    alike.forEach(key -> isYours(store.claim(key, mine, LONG)));
    for (int i = 0; i < alike.size(); i++) {
      assertThat(store.complete(alike.get(i), mine, "outcome " + i, LONG)).isTrue();
    }

    for (int i = 0; i < alike.size(); i++) {
      isDone(store.claim(alike.get(i), theirs, LONG), "outcome " + i);
    }
  }
}
