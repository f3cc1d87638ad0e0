package dev.muster.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.Timeline;
import dev.muster.name.TokenId;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("TOK-6")
class TokenUsesTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final TokenId LAPTOP = new TokenId("laptop");
  private static final TokenId PHONE = new TokenId("phone");

  private final List<Map<TokenId, Instant>> written = new ArrayList<>();
  private final List<Runnable> background = new ArrayList<>();
  private boolean down;
  private boolean full;
  private long nanos;
  private final TokenUses uses =
      new TokenUses(
          store(),
          new Timeline(() -> NOON.plusNanos(nanos), () -> nanos),
          task -> {
            if (full) {
              throw new RejectedExecutionException("full");
            }
            background.add(task);
          });

  /** A store of which nothing counts but the uses. */
  private OrganizationTokenStore store() {
    OrganizationTokenStore sound = new InMemoryOrganizationTokenStore(() -> NOON);
    return (OrganizationTokenStore)
        Proxy.newProxyInstance(
            TokenUsesTest.class.getClassLoader(),
            new Class<?>[] {OrganizationTokenStore.class},
            (self, method, arguments) -> {
              if (method.getName().equals("used")) {
                if (down) {
                  throw new StoreException("down", null);
                }
                @SuppressWarnings("unchecked")
                Map<TokenId, Instant> batch = (Map<TokenId, Instant>) arguments[0];
                written.add(Map.copyOf(batch));
                return null;
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private void use(TokenId token) {
    uses.used(uses.of(token), nanos);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void runBackground() {
    List<Runnable> tasks = List.copyOf(background);
    background.clear();
    tasks.forEach(Runnable::run);
  }

  @Test
  void a_thousand_uses_in_a_minute_are_one_record_and_the_next_minute_has_its_own() {
    for (int i = 0; i < 1_000; i++) {
      use(LAPTOP);
      pass(Duration.ofMillis(59));
    }
    runBackground();
    assertThat(written).containsExactly(Map.of(LAPTOP, NOON));

    pass(Duration.ofSeconds(2));
    use(LAPTOP);
    runBackground();
    assertThat(written).hasSize(2);
  }

  @Test
  void uses_of_several_tokens_are_gathered_into_one_write() {
    use(LAPTOP);
    runBackground();
    use(PHONE);
    assertThat(background).isEmpty();
    pass(Duration.ofSeconds(61));
    use(LAPTOP);
    runBackground();

    assertThat(written).hasSize(2);
    assertThat(written.get(1)).containsOnlyKeys(LAPTOP, PHONE);
    assertThat(uses.waiting()).isZero();
  }

  @Test
  void what_the_store_does_not_take_waits_and_is_made_up_for() {
    down = true;
    use(LAPTOP);
    runBackground();
    assertThat(uses.waiting()).isEqualTo(1);

    down = false;
    pass(Duration.ofSeconds(61));
    use(PHONE);
    runBackground();

    assertThat(written).hasSize(1);
    assertThat(written.get(0)).containsEntry(LAPTOP, NOON).containsKey(PHONE);
  }

  @Test
  void what_waits_is_bounded_and_a_full_pool_fails_nobody() {
    full = true;
    for (int i = 0; i < 20_000; i++) {
      use(new TokenId("token " + i));
    }
    assertThat(uses.waiting()).isEqualTo(10_000);

    uses.write();
    assertThat(uses.waiting()).isZero();
    assertThat(written).hasSize(20);
  }
}
