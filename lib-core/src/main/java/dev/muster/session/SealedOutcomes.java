package dev.muster.session;

import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What an exchange came to, as sealed text for the nodes that have the same keys. */
final class SealedOutcomes {
  /** A session in the provider's own words may be large; more is no session. */
  private static final int MAX_TEXT = 1 << 18;

  private static final int ENDED = 1;
  private static final int ROTATED = 2;

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
        SessionBytes.write(out, rotated.session());
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
              ? new RefreshOutcome.Rotated(SessionBytes.read(in))
              : kind == ENDED ? new RefreshOutcome.Ended() : null;
      return outcome == null || in.available() > 0
          ? Optional.empty()
          : Optional.of(new Exchange(outcome, requestedAt, false, false));
    } catch (IOException | IllegalArgumentException | DateTimeException garbage) {
      // Only a text that our own key sealed comes here: another version of this format.
      return Optional.empty();
    }
  }
}
