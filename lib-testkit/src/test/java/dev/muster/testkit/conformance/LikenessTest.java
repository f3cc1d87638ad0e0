package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How names are put into requests, taken out of answers, and made up. */
@Tag("KIT-4")
class LikenessTest {
  @Test
  void a_name_is_taken_out_of_an_answer_as_a_whole_word_only() {
    assertThat(Likeness.named("404 of 40 at /orgs/40/notes, not 1405", "40"))
        .isEqualTo("404 of {organization} at /orgs/{organization}/notes, not 1405");
  }

  @ParameterizedTest
  @CsvSource({
    "acme-19z, adnf-20a, true",
    "419, 520, false",
    "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0af9fF, 0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a1ba0aA, false"
  })
  void a_name_of_nothing_has_the_form_of_a_known_one(String known, String other, boolean word) {
    assertThat(UnknownName.like(known)).isEqualTo(other);
    assertThat(UnknownName.isWord(known)).isEqualTo(word);
  }

  @Test
  void what_stands_in_a_body_is_escaped() {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    ConformanceHost host = ConformanceHost.ofBrowsers(provider, URI.create("http://localhost"));
    UserId user = new UserId("user_1");
    Staged staged = new Staged(host, new OrganizationId("org_1"), user, user, null);
    ProtectedRoute route =
        ProtectedRoute.post("/", "{\"in\":\"{organization}\",\"text\":\"{text}\"}");
    Ready ready = new Ready(route, staged, "org_1", Map.of("text", "a \"word\"\n"), Set.of());
    assertThat(ready.body()).isEqualTo("{\"in\":\"org_1\",\"text\":\"a \\\"word\\\"\\n\"}");
  }
}
