package dev.muster.testkit.mint;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class MintersInProductionTest {
  private static final String PROPERTY = "muster.production";

  @Test
  void no_minter_is_made_where_the_host_says_that_it_is_in_production() throws Throwable {
    try (FrontDoor door = new FrontDoor()) {
      List<ThrowingCallable> minters =
          List.of(
              () -> AccessTokenMinter.of("https://issuer.example", "notes", door.clock),
              () -> CookieMinter.of(door.muster, door.fake),
              () -> OrganizationTokenMinter.of(door.muster, door.store, door.tokens));
      for (ThrowingCallable minter : minters) {
        minter.call();
        System.setProperty(PROPERTY, "true");
        try {
          assertThatIllegalStateException().isThrownBy(minter).withMessageContaining(PROPERTY);
        } finally {
          System.clearProperty(PROPERTY);
        }
      }
    }
  }
}
