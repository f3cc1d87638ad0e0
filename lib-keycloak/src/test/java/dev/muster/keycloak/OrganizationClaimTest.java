package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class OrganizationClaimTest {
  @Test
  void is_a_pointer_only_where_it_names_exactly_one_with_its_id() {
    Map<String, Object> one = Map.of("id", "org_1", "groups", List.of("/admin"));
    assertThat(in(Map.of("acme", one))).isEqualTo(new OrganizationId("org_1"));
    assertThat(in(Map.of("acme", one, "globex", one))).isNull();
    assertThat(in(Map.of())).isNull();
    assertThat(in(Map.of("acme", Map.of()))).isNull();
    assertThat(in(List.of("acme"))).isNull();
    assertThat(OrganizationClaim.in(Map.of())).isNull();
  }

  @Test
  @Tag("BAD-INPUT")
  void is_refused_where_it_is_not_what_keycloak_writes() {
    for (Object odd :
        List.of(
            7,
            "acme",
            true,
            Map.of("acme", "org_1"),
            Map.of("acme", List.of()),
            Map.of("acme", Map.of("id", 7)),
            Map.of("acme", Map.of("id", " ")))) {
      assertThatIllegalArgumentException().as(odd.toString()).isThrownBy(() -> in(odd));
    }
    Map<String, Object> none = new HashMap<>();
    none.put("acme", null);
    assertThatIllegalArgumentException().isThrownBy(() -> in(none));
  }

  private static OrganizationId in(Object claim) {
    return OrganizationClaim.in(Map.of("organization", claim));
  }
}
