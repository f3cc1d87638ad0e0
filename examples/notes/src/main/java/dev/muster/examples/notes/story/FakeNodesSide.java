package dev.muster.examples.notes.story;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.nodes.Nodes;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The testkit's fake, for several nodes. */
final class FakeNodesSide extends FakeSide implements NodesSide {
  private FakeNodesSide(FakeProvider provider) {
    super(provider);
  }

  static FakeNodesSide start() throws IOException {
    return new FakeNodesSide(FakeProvider.start());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(Nodes.FAKE, provider.uri().toString());
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
  public void tellUntold(Steps steps) {
    // It plays them all.
  }

  @Override
  public void endSessions(UserId user) {
    dashboard.endSessions(user);
  }
}
