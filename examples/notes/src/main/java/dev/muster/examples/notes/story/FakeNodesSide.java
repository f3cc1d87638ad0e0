package dev.muster.examples.notes.story;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.nodes.Nodes;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.http.FakeWebhooks;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The testkit's fake, for several nodes. */
final class FakeNodesSide extends FakeSide implements NodesSide {
  private final Secret secret;
  private final FakeWebhooks webhooks;

  private FakeNodesSide(FakeProvider provider) {
    super(provider);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    secret = Secret.of("whsec_" + Base64.getEncoder().encodeToString(key));
    webhooks =
        FakeWebhooks.of(provider.people(), WebhookSigner.svix(secret), InstantSource.system());
  }

  static FakeNodesSide start() throws IOException {
    return new FakeNodesSide(FakeProvider.start(Settings.DEADLINE));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(Nodes.FAKE, provider.uri().toString(), Nodes.WEBHOOKS, secret.reveal());
  }

  @Override
  public OrganizationId found(String name) {
    return dashboard.createOrganization(name).id();
  }

  @Override
  public void join(OrganizationId organization, UserId user, RoleSlug role) {
    var unused = dashboard.join(organization, user, role);
  }

  @Override
  public Set<String> members() {
    return dashboard.organizations().stream()
        .flatMap(organization -> provider.people().listMembers(organization.id()).stream())
        .map(MirrorRows::text)
        .collect(Collectors.toSet());
  }

  @Override
  public long lookUps() {
    return provider.people().calls().count(Operation.FIND_MEMBERSHIP);
  }

  @Override
  public List<SignedWebhook> webhooks() {
    return webhooks.take();
  }

  @Override
  public void tellUntold(Steps steps) {
    // It plays them all.
  }

  @Override
  public void endSessions(UserId user) {
    dashboard.endSessions(user);
  }
}
