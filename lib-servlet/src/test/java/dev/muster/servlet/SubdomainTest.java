package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORG-3")
class SubdomainTest {
  private static final String DOMAIN = "notes.example";

  @Test
  void the_domain_itself_names_none() {
    assertThat(Subdomain.of("notes.example", DOMAIN)).isEmpty();
    assertThat(Subdomain.of("NOTES.Example", DOMAIN)).isEmpty();
  }

  @Test
  void one_label_before_the_domain_names_the_organization_in_lower_case() {
    assertThat(Subdomain.of("acme.notes.example", DOMAIN)).contains("acme");
    assertThat(Subdomain.of("ACME.Notes.EXAMPLE", DOMAIN)).contains("acme");
    assertThat(Subdomain.of("org_1.notes.example", DOMAIN)).contains("org_1");
  }

  @Test
  void any_other_host_is_a_choice_that_no_organization_meets() {
    for (String host :
        List.of(
            "",
            "acme",
            "acme.example",
            "evil.example",
            "127.0.0.1",
            "acme.notes.example.",
            "acme.notes.example.evil.example",
            "acmenotes.example",
            "acme.evilnotes.example",
            "www.acme.notes.example",
            "acme..notes.example",
            ".notes.example")) {
      assertThat(Subdomain.of(host, DOMAIN)).as(host).contains("");
    }
    assertThat(Subdomain.of(null, DOMAIN)).contains("");
  }

  @Test
  void a_look_alike_letter_is_not_folded_into_another() {
    String kelvin = "a\u212Ame.notes.example";
    assertThat(Subdomain.of(kelvin, DOMAIN)).contains("a\u212Ame");
    assertThat(Subdomain.of("acme.NOTES.EXAMPL\u0404", DOMAIN)).contains("");
  }
}
