package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.clerk.stub.ClerkStub;
import dev.muster.clerk.stub.TokenDraft;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story on the stub of Clerk. */
@Tag("once")
class ClerkStoryTest {
  @Test
  @Tag("MEM-2")
  @Tag("FEED-4")
  @Tag("FEED-6")
  void every_step_of_the_story_goes_as_expected() throws Exception {
    try (ClerkStub clerk = ClerkStub.unchecked(0)) {
      Told told =
          Told.with(
              Map.of(
                  "NOTES_PROVIDER", "clerk",
                  "NOTES_JDBC_URL", "jdbc:h2:mem:clerk-story-test;DB_CLOSE_DELAY=-1",
                  "CLERK_API_URL", clerk.url().toString(),
                  "CLERK_SECRET_KEY", clerk.key().reveal(),
                  "CLERK_ISSUER", clerk.issuer().toString(),
                  "CLERK_AUTHORIZED_PARTY", TokenDraft.ORIGIN,
                  "CLERK_WEBHOOK_SIGNING_SECRET", clerk.webhooks().secret().reveal()));
      assertThat(told.right()).as(told.text()).isTrue();
      assertThat(told.lastLine()).isEqualTo(Told.all(Told.STEPS_ON_CLERK));
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void clerk_needs_what_opens_it() {
    assertThatThrownBy(() -> Settings.of(Map.of("NOTES_PROVIDER", "clerk")))
        .hasMessageContaining("1 faults: a variable that begins with CLERK_ is wrong");
  }
}
