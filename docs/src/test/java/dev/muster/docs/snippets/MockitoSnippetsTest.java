package dev.muster.docs.snippets;

// @start region=mockito-imports
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.StandIn;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.exceptions.base.MockitoException;

// @end

/** The snippets of docs/testing-with-mockito.md. */
@Tag("KIT-3")
class MockitoSnippetsTest {
  // @start region=mockito-host
  interface InvoiceTable {
    List<String> of(OrganizationId organization);
  }

  static final class Invoices {
    static final Requirement READ = Requirement.permits(new Permission("invoice:read"));

    private final Muster muster;
    private final InvoiceTable table;

    Invoices(Muster muster, InvoiceTable table) {
      this.muster = muster;
      this.table = table;
    }

    List<String> list(Session session, String organization) {
      Pass pass = muster.require(AccessCheck.of(session, READ).in(organization));
      return table.of(pass.organization());
    }
  }

  // @end

  /** The same, by somebody who was in a hurry. */
  private static final class Careless {
    private final Muster muster;
    private final InvoiceTable table;

    Careless(Muster muster, InvoiceTable table) {
      this.muster = muster;
      this.table = table;
    }

    List<String> list(Session session, String organization) {
      // @start region=mockito-careless
      Pass unused = muster.require(AccessCheck.of(session, Requirement.signedIn()));
      return table.of(new OrganizationId(organization));
      // @end
    }
  }

  // @start region=mockito-stand-in
  private static final UserId ANN = new UserId("user_ann");
  private static final RoleMap ROLES =
      RoleMap.builder().role("admin", "invoice:read").role("guest").build();

  private final InvoiceTable table = mock();

  @Test
  void an_admin_reads_the_invoices_of_the_organization_that_was_asked_for() {
    when(table.of(new OrganizationId("org_acme"))).thenReturn(List.of("invoice 1"));
    try (Muster muster = StandIn.granting(ROLES, "admin")) {
      assertThat(new Invoices(muster, table).list(muster.vouchedByHost(ANN), "acme"))
          .containsExactly("invoice 1");
    }
  }

  @Test
  void the_table_is_not_asked_when_the_answer_is_no() {
    try (Muster muster = StandIn.denying(ROLES)) {
      assertThatThrownBy(() -> new Invoices(muster, table).list(muster.vouchedByHost(ANN), "acme"))
          .isInstanceOf(AccessException.class);
    }
    verifyNoInteractions(table);
  }

  // @end

  // @start region=mockito-more
  @Test
  void the_table_is_not_asked_for_a_member_whose_role_does_not_permit_it() {
    try (Muster muster = StandIn.granting(ROLES, "guest")) {
      assertThatThrownBy(() -> new Invoices(muster, table).list(muster.vouchedByHost(ANN), "acme"))
          .isInstanceOf(AccessException.class);
    }
    verifyNoInteractions(table);
  }

  @Test
  void the_table_is_not_asked_while_nobody_knows() {
    try (Muster muster = StandIn.undecided(ROLES)) {
      assertThatThrownBy(() -> new Invoices(muster, table).list(muster.vouchedByHost(ANN), "acme"))
          .isInstanceOfSatisfying(
              AccessException.class,
              thrown -> assertThat(thrown.decision()).isInstanceOf(Decision.Undecided.class));
    }
    verifyNoInteractions(table);
  }

  // @end

  // @start region=mockito-nothing
  @Test
  void a_test_that_proves_nothing() {
    Muster muster = mock();
    Pass pass = mock();
    when(muster.require(any())).thenReturn(pass);
    when(pass.organization()).thenReturn(new OrganizationId("org_acme"));
    when(table.of(any())).thenReturn(List.of("invoice 1"));

    assertThat(new Invoices(muster, table).list(mock(), "acme")).containsExactly("invoice 1");
  }

  // @end

  @Test
  void a_host_without_its_check_passes_the_test_that_proves_nothing_and_fails_the_other() {
    Muster muster = mock();
    Pass pass = mock();
    when(muster.require(any())).thenReturn(pass);
    when(table.of(any())).thenReturn(List.of("invoice 1"));
    assertThat(new Careless(muster, table).list(mock(), "acme")).containsExactly("invoice 1");

    InvoiceTable untouched = mock();
    try (Muster denying = StandIn.denying(ROLES)) {
      new Careless(denying, untouched).list(denying.vouchedByHost(ANN), "acme");
    }
    assertThatThrownBy(() -> verifyNoInteractions(untouched)).isInstanceOf(AssertionError.class);
  }

  @Test
  @SuppressWarnings("DirectInvocationOnMock") // that it answers at all is what is shown
  void a_mocked_muster_that_was_told_nothing_says_null() {
    Muster muster = mock();
    assertThat(muster.check(AccessCheck.of(mock(Session.class), Requirement.member()))).isNull();
    assertThat(muster.require(AccessCheck.of(mock(Session.class), Requirement.member()))).isNull();
  }

  @Test
  void a_decision_is_sealed_and_can_not_be_mocked() {
    assertThatThrownBy(() -> mock(Decision.class)).isInstanceOf(MockitoException.class);
  }

  // @start region=mockito-kit
  @Test
  void the_table_is_asked_for_a_member_and_not_once_the_member_is_removed() {
    try (MusterKit kit = MusterKit.with(settings -> settings.roles(ROLES))) {
      kit.org("acme").admin("u1");
      Invoices invoices = new Invoices(kit.muster(), table);
      Session u1 = kit.actingAs("u1").session();
      invoices.list(u1, "acme");

      kit.provider().remove("u1", "acme");

      assertThatThrownBy(() -> invoices.list(u1, "acme")).isInstanceOf(AccessException.class);
      verify(table, times(1)).of(kit.organization("acme"));
    }
  }

  // @end

  // @start region=mockito-listener
  @Test
  void the_audit_holds_every_decision() {
    MusterListener audit = mock();
    try (MusterKit kit = MusterKit.with(settings -> settings.listener(audit))) {
      kit.org("acme").member("u1");
      Decision decision = kit.actingAs("u1").in("acme").check(Requirement.member());

      verify(audit).heard(new MusterEvent.Decided(decision));
    }
  }

  @Test
  void nothing_is_granted_that_the_audit_does_not_hold() {
    MusterListener audit = mock();
    doThrow(new IllegalStateException("the disk is full")).when(audit).heard(any());
    try (MusterKit kit = MusterKit.with(settings -> settings.listener(audit))) {
      kit.org("acme").member("u1");
      assertThat(kit.actingAs("u1").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Undecided.class);
    }
  }
  // @end
}
