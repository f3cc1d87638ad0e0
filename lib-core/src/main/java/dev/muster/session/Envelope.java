package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes inside a sealed cookie: a session, or the sign-ins under way. */
final class Envelope {
  private Envelope() {}

  /**
   * A sign-in under way.
   *
   * @param state the nonce that must come back
   * @param verifier the PKCE verifier
   * @param returnTo where to go afterwards
   * @param until when it is void
   */
  record Login(Secret state, Secret verifier, String returnTo, Instant until) {}

  static byte[] write(Session session, Session.Ticket ticket) {
    return bytes(
        out -> {
          out.writeUTF(session.provider().value());
          out.writeUTF(session.user().value());
          out.writeUTF(session.id());
          out.writeUTF(session.organization().map(OrganizationId::value).orElse(""));
          out.writeUTF(session.impersonator().orElse(""));
          out.writeUTF(ticket.refreshToken().reveal());
          out.writeLong(ticket.accessUntil().toEpochMilli());
          out.writeLong(ticket.signedInAt().toEpochMilli());
        });
  }

  static Optional<Session> readSession(byte[] bytes, Object issuer) {
    return read(
        bytes,
        in -> {
          ProviderInstance provider = new ProviderInstance(in.readUTF());
          UserId user = new UserId(in.readUTF());
          String id = in.readUTF();
          String organization = in.readUTF();
          String impersonator = in.readUTF();
          Secret refreshToken = Secret.of(in.readUTF());
          Instant accessUntil = Instant.ofEpochMilli(in.readLong());
          Instant signedInAt = Instant.ofEpochMilli(in.readLong());
          return new Session(
              issuer,
              provider,
              user,
              id,
              organization.isEmpty() ? null : new OrganizationId(organization),
              impersonator.isEmpty() ? null : impersonator,
              new Session.Ticket(refreshToken, accessUntil, signedInAt));
        });
  }

  static byte[] write(List<Login> logins) {
    return bytes(
        out -> {
          for (Login login : logins) {
            out.writeUTF(login.state().reveal());
            out.writeUTF(login.verifier().reveal());
            out.writeUTF(login.returnTo());
            out.writeLong(login.until().toEpochMilli());
          }
        });
  }

  static Optional<List<Login>> readLogins(byte[] bytes) {
    return read(
        bytes,
        in -> {
          List<Login> logins = new ArrayList<>();
          while (in.available() > 0) {
            logins.add(
                new Login(
                    Secret.of(in.readUTF()),
                    Secret.of(in.readUTF()),
                    in.readUTF(),
                    Instant.ofEpochMilli(in.readLong())));
          }
          return logins;
        });
  }

  private static byte[] bytes(Writer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> Optional<T> read(byte[] bytes, Reader<T> body) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      T value = body.read(in);
      return in.available() == 0 ? Optional.of(value) : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException garbage) {
      // Only a text that our own key sealed comes here: another version of this format.
      return Optional.empty();
    }
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }
}
