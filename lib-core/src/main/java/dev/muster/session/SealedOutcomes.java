package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an exchange came to, as sealed text for the nodes that have the same keys. */
final class SealedOutcomes {
  /** A session in the provider's own words may be large; more is no session. */
  private static final int MAX_TEXT = 1 << 18;

  private static final int ENDED = 1;
  private static final int ROTATED = 2;
  private static final int ABSENT = -1;

  private final Seal seal;

  SealedOutcomes(Seal seal) {
    this.seal = seal;
  }

  /**
   * The text for one token, which opens for no other. Empty where there is nothing that other nodes
   * could share, or too much.
   */
  Optional<String> seal(RefreshStore.Key key, RefreshOutcome outcome, Instant requestedAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(requestedAt.toEpochMilli());
      if (outcome instanceof RefreshOutcome.Rotated rotated) {
        out.writeByte(ROTATED);
        write(out, rotated.session());
      } else if (outcome instanceof RefreshOutcome.Ended) {
        out.writeByte(ENDED);
      } else {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = seal.seal(purpose(key), bytes.toByteArray());
    return text.length() > MAX_TEXT ? Optional.empty() : Optional.of(text);
  }

  /** The outcome in a text; empty if it was not sealed by our keys for this token. */
  Optional<Exchange> open(RefreshStore.Key key, String text) {
    return seal.open(purpose(key), text, MAX_TEXT).flatMap(SealedOutcomes::read);
  }

  private static String purpose(RefreshStore.Key key) {
    return "refresh:" + key.provider().value() + ":" + key.tokenHash();
  }

  private static Optional<Exchange> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Instant requestedAt = Instant.ofEpochMilli(in.readLong());
      int kind = in.readByte();
      RefreshOutcome outcome =
          kind == ROTATED
              ? new RefreshOutcome.Rotated(session(in))
              : kind == ENDED ? new RefreshOutcome.Ended() : null;
      return outcome == null || in.available() > 0
          ? Optional.empty()
          : Optional.of(new Exchange(outcome, requestedAt, false, false));
    } catch (IOException | IllegalArgumentException | DateTimeException garbage) {
      // Only a text that our own key sealed comes here: another version of this format.
      return Optional.empty();
    }
  }

  private static void write(DataOutputStream out, ProviderSession session) throws IOException {
    OrganizationId organization = session.organization();
    Secret answer = session.answer();
    write(out, session.user().value());
    write(out, session.sessionId());
    write(out, organization == null ? null : organization.value());
    write(out, session.refreshToken().reveal());
    out.writeLong(session.accessLifetime().toSeconds());
    out.writeInt(session.accessLifetime().toNanosPart());
    write(out, session.impersonator());
    write(out, answer == null ? null : answer.reveal());
  }

  private static ProviderSession session(DataInputStream in) throws IOException {
    UserId user = new UserId(text(in));
    String sessionId = text(in);
    String organization = textOrNull(in);
    Secret refreshToken = Secret.of(text(in));
    Duration accessLifetime = Duration.ofSeconds(in.readLong(), in.readInt());
    String impersonator = textOrNull(in);
    String answer = textOrNull(in);
    return new ProviderSession(
        user,
        sessionId,
        organization == null ? null : new OrganizationId(organization),
        refreshToken,
        accessLifetime,
        impersonator,
        answer == null ? null : Secret.of(answer));
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static @Nullable String textOrNull(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw new EOFException("a text that is longer than the whole");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String text(DataInputStream in) throws IOException {
    String text = textOrNull(in);
    if (text == null) {
      throw new EOFException("a text that is not there");
    }
    return text;
  }
}
