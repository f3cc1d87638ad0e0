package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import dev.muster.workos.emulator.WorkOsDocument.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every refusal that WorkOS's document knows for a change or an end, and what comes of it. */
@NeedsDocument
class LifecycleRefusalsTest {
  private static final String TABLE =
      """
      removeMember 404 not found                                                 done
      changeRole 404 not found                                                   rejected: not_found
      changeRole 422 invalid_request_parameters                                  rejected: invalid_request_parameters
      changeRole 422 invalid_role                                                rejected: invalid_role
      changeRole 422 multiple_roles_not_enabled                                  rejected: multiple_roles_not_enabled
      changeRole 422 sub_resource_scoped_role_not_allowed                        rejected: sub_resource_scoped_role_not_allowed
      deactivate 400 cannot_deactivate_pending_organization_membership           rejected: cannot_deactivate_pending_organization_membership
      deactivate 404 not found                                                   rejected: not_found
      deactivate 422 invalid_request_parameters                                  rejected: invalid_request_parameters
      reactivate 400 cannot_reactivate_pending_organization_membership           rejected: cannot_reactivate_pending_organization_membership
      reactivate 404 not found                                                   rejected: not_found
      reactivate 422 invalid_request_parameters                                  rejected: invalid_request_parameters
      rename 400 invalid_metadata                                                rejected: invalid_metadata
      rename 400 external_id_already_used                                        rejected: external_id_already_used
      rename 400 stripe_customer_id_already_used                                 rejected: invalid_request
      rename 403 not found                                                       rejected: forbidden
      rename 404 not found                                                       rejected: not_found
      rename 409 not found                                                       rejected: conflict
      rename 422 not found                                                       rejected: invalid_request
      deleteOrganization 403 not found                                           rejected: forbidden
      profiles 422 not found                                                     unavailable
      """;

  private final WorkOsDocument document;
  private final List<String> lines = new ArrayList<>();

  LifecycleRefusalsTest(WorkOsDocument document) {
    this.document = document;
  }

  @Test
  @Tag("ANS-4")
  @Tag("ADM-3")
  void each_refusal_of_the_document_has_its_outcome() {
    String memberships = Documented.MEMBERSHIPS;
    String organizations = Documented.ORGANIZATIONS;
    each("removeMember", "DELETE", memberships, p -> p.removeMember(Documented.STATED));
    each(
        "changeRole",
        "PUT",
        memberships,
        p -> p.changeRole(Documented.STATED, new RoleSlug("admin")));
    each("deactivate", "PUT", memberships + "/deactivate", p -> p.deactivate(Documented.STATED));
    each("reactivate", "PUT", memberships + "/reactivate", p -> p.reactivate(Documented.STATED));
    each("rename", "PUT", organizations, p -> p.rename(Stubbed.ACME, "Acme"));
    each("deleteOrganization", "DELETE", organizations, p -> p.deleteOrganization(Stubbed.ACME));
    each("profiles", "GET", Documented.USERS, p -> p.profiles(Stubbed.ACME, Set.of(Stubbed.ANN)));
    assertThat(String.join("\n", lines)).isEqualTo(TABLE.strip());
  }

  private void each(String call, String method, String path, Consumer<WorkOsProvider> act) {
    for (Refusal refusal : document.refusals(method, path)) {
      String body = refusal.body().toString();
      assertThat(document.faultsOfAnswer(method, path, refusal.status(), body)).as(body).isEmpty();
      try (Stubbed stub =
          Stubbed.answering(
              asked ->
                  asked.method().equals(method)
                      ? Answer.of(refusal.status(), body)
                      // What a refused move looks at: a state that is neither.
                      : Answer.of(200, Documented.membership("pending", "member")))) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%-74s %s",
                call + " " + refusal.status() + " " + word(refusal.body()),
                outcome(stub.provider, act)));
        assertThat(stub.server.asked())
            .filteredOn(asked -> asked.method().equals(method))
            .hasSize(1);
      }
    }
  }

  private static String outcome(WorkOsProvider provider, Consumer<WorkOsProvider> act) {
    try {
      act.accept(provider);
      return "done";
    } catch (ProviderException thrown) {
      return thrown.fold(
          unavailable -> "unavailable",
          rejected -> "rejected: " + rejected.code(),
          misconfigured -> "misconfigured");
    }
  }

  private static String word(JsonNode body) {
    return body.path("code").asText("not found");
  }
}
