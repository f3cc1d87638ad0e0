package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.muster.oidc.TokenMemory.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class TokenMemoryTest {
  private static final JWKSet KEYS = new JWKSet();

  private final TokenCheck.Verified good = good();

  @Test
  void it_holds_so_many_and_no_more() {
    TokenMemory memory = new TokenMemory(64);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Entry entry = entry("token " + i, i);
      entries.add(entry);
      memory.remember(entry);
      assertThat(memory.find(entry.hash())).isSameAs(entry);
    }
    assertThat(entries.stream().filter(entry -> memory.find(entry.hash()) != null)).hasSize(64);
  }

  @Test
  void the_one_that_ends_first_makes_room() {
    TokenMemory memory = new TokenMemory(4);
    for (int i = 1; i <= 5; i++) {
      memory.remember(entry("token " + i, i == 3 ? 0 : i));
    }
    for (int i = 1; i <= 5; i++) {
      Entry found = memory.find(TokenHash.of("token " + i));
      assertThat(found == null).as("token " + i).isEqualTo(i == 3);
    }
  }

  @Test
  void the_same_token_takes_its_own_place() {
    TokenMemory memory = new TokenMemory(4);
    Entry other = entry("other", 0);
    memory.remember(other);
    for (int i = 0; i < 10; i++) {
      memory.remember(entry("token", i));
    }
    assertThat(memory.find(other.hash())).isSameAs(other);
    Entry last = entry("token", 10);
    memory.remember(last);
    assertThat(memory.find(last.hash())).isSameAs(last);
  }

  @Test
  void a_memory_of_none_remembers_none() {
    TokenMemory memory = new TokenMemory(0);
    memory.remember(entry("token", 1));
    assertThat(memory.find(TokenHash.of("token"))).isNull();
  }

  @Test
  void hashes_are_compared_as_a_whole() {
    assertThat(TokenHash.of("token")).isEqualTo(TokenHash.of("token"));
    for (String other : List.of("", "toke", "token ", "Token", "tokem")) {
      assertThat(TokenHash.of(other)).isNotEqualTo(TokenHash.of("token"));
    }
  }

  private Entry entry(String text, long until) {
    return new Entry(TokenHash.of(text), KEYS, new Validity(0, until), good);
  }

  private static TokenCheck.Verified good() {
    TestIssuer issuer = new TestIssuer();
    return (TokenCheck.Verified) issuer.verifier().verify(issuer.token());
  }
}
