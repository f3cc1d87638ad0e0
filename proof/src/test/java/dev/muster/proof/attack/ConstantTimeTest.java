package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.muster.provider.Secret;
import dev.muster.session.Sessions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a browser sends is compared with a secret in a time that tells nothing of it. */
@Tag("SES-2")
class ConstantTimeTest {
  private static final Set<String> LEAKING =
      Set.of(
          "equals", "contentEquals", "compareTo", "equalsIgnoreCase", "regionMatches", "matches");

  private final JavaClasses classes =
      new ClassFileImporter().importClasses(named("Logins"), named("Envelope$Login"), Secret.class);

  private static Class<?> named(String simpleName) {
    try {
      return Class.forName(Sessions.class.getPackageName() + "." + simpleName);
    } catch (ClassNotFoundException gone) {
      throw new AssertionError("the class that finishes sign-ins has another name", gone);
    }
  }

  private static List<JavaMethodCall> comparisons(JavaClass of) {
    return of.getMethodCallsFromSelf().stream()
        .filter(call -> LEAKING.contains(call.getName()))
        .filter(call -> call.getTargetOwner().isAssignableTo(String.class))
        .toList();
  }

  @Test
  void a_state_is_a_secret_and_secrets_are_compared_in_constant_time() {
    JavaClass secret = classes.get(Secret.class);
    assertThat(comparisons(secret)).isEmpty();
    assertThat(secret.getMethod("equals", Object.class).getMethodCallsFromSelf())
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                    && call.getName().equals("isEqual"));
    assertThat(named("Envelope$Login").getRecordComponents()[0].getType()).isEqualTo(Secret.class);
    assertThat(named("Envelope$Login").getRecordComponents()[1].getType()).isEqualTo(Secret.class);
  }

  @Test
  void no_text_is_compared_where_a_sign_in_is_finished() {
    JavaClass logins = classes.get(named("Logins"));
    assertThat(comparisons(logins)).isEmpty();
    assertThat(logins.getMethodCallsFromSelf())
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(Secret.class)
                    && call.getName().equals("equals"));
  }

  @Test
  void control_a_comparison_of_texts_is_seen() {
    JavaClass leaking = new ClassFileImporter().importClass(Leaking.class);
    assertThat(comparisons(leaking)).hasSize(1);
  }

  private record Leaking(String state) {
    @SuppressWarnings("UnusedMethod") // it is there to be looked at
    boolean isOf(String other) {
      return state.equals(other);
    }
  }
}
