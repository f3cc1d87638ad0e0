package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All of a provider's session as bytes. */
final class SessionBytes {
  private static final int ABSENT = -1;

  private SessionBytes() {}

  static void write(DataOutputStream out, ProviderSession session) throws IOException {
    @Nullable OrganizationId organization = session.organization();
    @Nullable Secret answer = session.answer();
    write(out, session.user().value());
    write(out, session.sessionId());
    write(out, organization == null ? null : organization.value());
    write(out, session.refreshToken().reveal());
    out.writeLong(session.accessLifetime().toSeconds());
    out.writeInt(session.accessLifetime().toNanosPart());
    write(out, session.impersonator());
    write(out, answer == null ? null : answer.reveal());
  }

  static ProviderSession read(DataInputStream in) throws IOException {
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
    if (length < ABSENT || length > in.available()) {
      throw new EOFException("a text that is longer than the whole");
    }
    return length == ABSENT ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String text(DataInputStream in) throws IOException {
    String text = textOrNull(in);
    if (text == null) {
      throw new EOFException("a text that is not there");
    }
    return text;
  }
}
