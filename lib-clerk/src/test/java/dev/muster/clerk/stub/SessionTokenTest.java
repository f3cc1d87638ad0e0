package dev.muster.clerk.stub;

import static com.clerk.backend_api.helpers.security.models.TokenVerificationErrorReason.TOKEN_EXPIRED;
import static com.clerk.backend_api.helpers.security.models.TokenVerificationErrorReason.TOKEN_INVALID;
import static com.clerk.backend_api.helpers.security.models.TokenVerificationErrorReason.TOKEN_INVALID_AUTHORIZED_PARTIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.clerk.backend_api.helpers.security.VerifyToken;
import com.clerk.backend_api.helpers.security.models.TokenVerificationErrorReason;
import com.clerk.backend_api.helpers.security.models.TokenVerificationException;
import com.clerk.backend_api.helpers.security.models.VerifyTokenOptions;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stub's session tokens are Clerk's: its own SDK takes them, and none that is near one. */
class SessionTokenTest {
  private static final String[] PERMITS = {
    "org:sys_memberships:read", "org:dashboard:manage", "org:dashboard:read", "org:teams:read"
  };

  private final ClerkStub stub = ClerkStub.start();
  private final UserId ann = stub.createUser("ann@example.org");
  private final OrganizationId acme = stub.createOrganization("Acme");

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void the_sdk_takes_both_versions_and_reads_the_same_in_them() throws Exception {
    stub.rest().defineRole("org:editor", PERMITS);
    stub.enrol(acme, ann, "org:editor");
    Map<?, ?> second = verified(stub.token(ann, acme).sign());
    Map<?, ?> first = verified(stub.token(ann, acme).version(1).sign());
    assertThat(second.get("sub")).isEqualTo(ann.value()).isEqualTo(first.get("sub"));
    assertThat(second.get("iss")).isEqualTo(stub.issuer().toString());
    assertThat(second.get("org_id")).isEqualTo(acme.value()).isEqualTo(first.get("org_id"));
    assertThat("org:" + second.get("org_role")).isEqualTo(first.get("org_role"));
    assertThat(second.get("org_permissions"))
        .isEqualTo(first.get("org_permissions"))
        .isEqualTo(List.of("org:dashboard:manage", "org:dashboard:read", "org:teams:read"));
    assertThat((Long) second.get("exp") - (Long) second.get("iat")).isEqualTo(60);
  }

  @Test
  void the_sdk_refuses_a_strangers_token_one_that_is_over_and_one_from_another_origin() {
    refused(stub.token(ann, null).byAStranger().sign(), TOKEN_INVALID);
    refused(
        stub.token(ann, null).claim("azp", "https://evil.example").sign(),
        TOKEN_INVALID_AUTHORIZED_PARTIES);
    stub.pass(Duration.ofMinutes(-5));
    refused(stub.token(ann, null).sign(), TOKEN_EXPIRED);
  }

  @Test
  void the_organization_and_what_it_permits_are_spelled_as_each_version_spells_them()
      throws ParseException {
    stub.rest().defineRole("org:editor", PERMITS);
    stub.enrol(acme, ann, "org:editor");
    Map<String, Object> second = claims(stub.token(ann, acme).sign());
    assertThat(second).containsEntry("v", 2L).containsEntry("fea", "o:dashboard,o:teams");
    assertThat(second.get("o"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", acme.value())
        .containsEntry("rol", "editor")
        .containsEntry("per", "manage,read")
        .containsEntry("fpm", "3,2");
    Map<String, Object> first = claims(stub.token(ann, acme).version(1).sign());
    assertThat(first)
        .doesNotContainKeys("v", "o")
        .containsEntry("org_id", acme.value())
        .containsEntry("org_role", "org:editor")
        .containsEntry(
            "org_permissions",
            List.of("org:dashboard:manage", "org:dashboard:read", "org:teams:read"));
    assertThat(claims(stub.token(ann, null).sign())).doesNotContainKeys("o", "org_id", "fea");
  }

  private Map<?, ?> verified(Secret token) throws Exception {
    return (Map<?, ?>)
        VerifyToken.verifyToken(
                token.reveal(),
                VerifyTokenOptions.secretKey(stub.key().reveal())
                    .apiUrl(stub.issuer().toString())
                    .authorizedParty(TokenDraft.ORIGIN)
                    .skipJwksCache(true)
                    .build())
            .payload();
  }

  private void refused(Secret token, TokenVerificationErrorReason reason) {
    assertThatExceptionOfType(TokenVerificationException.class)
        .isThrownBy(() -> verified(token))
        .extracting(TokenVerificationException::reason)
        .isEqualTo(reason);
  }

  private static Map<String, Object> claims(Secret token) throws ParseException {
    return SignedJWT.parse(token.reveal()).getJWTClaimsSet().getClaims();
  }
}
