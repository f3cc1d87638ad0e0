package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A warm check of an organization access token within 30 seconds, from the text of the header to
 * the pass: its form, its hash, what is remembered of it, the membership, the narrowed rights.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrganizationTokenBenchmark {
  private static final int ENTRIES = 16_384;
  private static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");
  private static final Requirement MEMBER = Requirement.member();

  @Benchmark
  public Decision check(Tokens tokens) {
    Credential header = new Credential.Header(Secret.of(tokens.next()));
    return tokens.muster.check(AccessCheck.of(tokens.muster.authenticate(header), MEMBER));
  }

  /** As many tokens as a node may see at once, each of another user. */
  @State(Scope.Thread)
  public static class Tokens {
    private final String[] headers = new String[ENTRIES];
    private final Muster muster =
        Muster.builder()
            .provider(new FixedProvider())
            .roles(RoleMap.builder().role("member", "read").build())
            .freshness(Freshness.within(Duration.ofSeconds(30)))
            .organizationTokens(
                new InMemoryOrganizationTokenStore(InstantSource.system()),
                TokenSettings.of("acme_").withLifetime(Duration.ofDays(1)))
            .cacheSize(ENTRIES * 2)
            .build();
    private int next;

    @Setup
    public void issue() {
      OrganizationTokens tokens = muster.organizationTokens().orElseThrow();
      for (int i = 0; i < ENTRIES; i++) {
        Pass pass =
            muster.require(
                AccessCheck.of(muster.vouchedByHost(new UserId("user_" + i)), MEMBER)
                    .in(ORGANIZATION.value()));
        TokenIssue.Issued issued = (TokenIssue.Issued) tokens.issue(pass, "");
        headers[i] = "Bearer " + issued.token().reveal();
      }
    }

    /** What is older than the bound is read again, once, and not in what is measured. */
    @Setup(Level.Iteration)
    public void warm() {
      for (String header : headers) {
        Credential credential = new Credential.Header(Secret.of(header));
        muster.require(AccessCheck.of(muster.authenticate(credential), MEMBER));
      }
    }

    @TearDown
    public void stop() {
      muster.close();
    }

    private String next() {
      return headers[next++ & (ENTRIES - 1)];
    }
  }
}
