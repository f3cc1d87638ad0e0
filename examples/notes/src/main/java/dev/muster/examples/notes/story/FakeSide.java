package dev.muster.examples.notes.story;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.FaultScript;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The testkit's fake, over HTTP. */
class FakeSide implements ProviderSide {
  private static final String LOOPBACK = "http://127.0.0.1:1/callback";

  /** The example of RFC 7636; a program in earnest makes a new one each time. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final int ALWAYS = 1_000_000;

  final FakeProvider provider;
  final FakeDashboard dashboard;
  private Hold silence = new Hold();

  FakeSide(FakeProvider provider) {
    this.provider = provider;
    dashboard = provider.people().dashboard();
  }

  static FakeSide start(Duration deadline) throws IOException {
    return new FakeSide(FakeProvider.start(deadline));
  }

  @Override
  public NotesService serve(Settings settings, MusterListener listener, InstantSource clock)
      throws Exception {
    return NotesService.start(settings, provider.notes(), listener, clock);
  }

  @Override
  public OrganizationId organizationOf(UserId user) {
    return provider.people().listMemberships(user).get(0).organization();
  }

  @Override
  public UserId signUp(String email) {
    return dashboard.createUser(email).id();
  }

  @Override
  public String emailOf(UserId user) {
    return Objects.requireNonNull(provider.people().findUser(user).orElseThrow().email(), "email");
  }

  @Override
  public URI signIn(URI page, UserId user) throws Exception {
    String form = page.getRawQuery() + "&user=" + user.value();
    HttpResponse<String> back = new Browser().postForm(page.resolve("/authorize"), form);
    return URI.create(back.headers().firstValue("Location").orElseThrow());
  }

  /** By a code, as a program on somebody's desk does. */
  @Override
  public Optional<String> accessToken(UserId user) throws Exception {
    String client = "&client_id=" + FakeProvider.CLI_CLIENT + "&redirect_uri=" + LOOPBACK;
    HttpResponse<String> back =
        new Browser()
            .postForm(
                provider.uri().resolve("/authorize"),
                "response_type=code&code_challenge_method=S256&state=s&code_challenge="
                    + CHALLENGE
                    + client
                    + "&user="
                    + user.value());
    String query = URI.create(back.headers().firstValue("Location").orElseThrow()).getRawQuery();
    HttpResponse<String> issued =
        new Browser()
            .postForm(
                provider.uri().resolve("/token"),
                "grant_type=authorization_code&"
                    + query.split("&", 2)[0]
                    + client
                    + "&code_verifier="
                    + VERIFIER);
    return Optional.of(Steps.field(issued, "access_token"));
  }

  @Override
  public void invite(OrganizationId organization, UserId user, RoleSlug role, UserId inviter) {
    String email = emailOf(user);
    dashboard.invite(organization, email, role);
  }

  @Override
  public void accept(OrganizationId organization, UserId user) {
    dashboard.accept(organization, user);
  }

  @Override
  public void setRole(OrganizationId organization, UserId user, RoleSlug role) {
    dashboard.setRoles(organization, user, role);
  }

  @Override
  public void rename(OrganizationId organization, String name) {
    dashboard.rename(organization, name);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    dashboard.remove(organization, user);
  }

  @Override
  public void trouble(Trouble trouble) {
    FaultScript faults = provider.people().faults();
    silence = new Hold();
    switch (trouble) {
      case DOWN -> faults.down();
      case BUSY -> everyCheck(new Fault.RateLimited(Duration.ofSeconds(7)));
      case SILENT -> everyCheck(new Fault.Hang(silence));
      case BROKEN -> everyCheck(new Fault.MalformedAnswer());
      case KEY_REFUSED -> everyCheck(new Fault.KeyRejected());
    }
  }

  @Override
  public void noRefreshes() {
    provider.people().faults().next(Operation.REFRESH, new Fault.RefusedConnection(), ALWAYS);
  }

  @Override
  public void refusedRefreshes() {
    provider.people().faults().next(Operation.REFRESH, new Fault.Refusal("refused"), ALWAYS);
  }

  @Override
  public OptionalLong refreshes() {
    return OptionalLong.of(provider.people().calls().count(Operation.REFRESH));
  }

  @Override
  public void up() {
    provider.people().faults().clear();
    silence.release();
  }

  private void everyCheck(Fault fault) {
    provider.people().faults().next(Operation.FIND_MEMBERSHIP, fault, ALWAYS);
  }

  @Override
  public void close() {
    provider.close();
  }
}
