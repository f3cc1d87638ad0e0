package dev.muster.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ROLE-3")
class RoleMapReportTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug OWNER = new RoleSlug("owner");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final RoleMap map =
      RoleMap.builder().role("admin").slug(OWNER, new Role("admin")).role("member").build();

  @Test
  void what_both_have_is_no_difference() {
    RoleMapReport report = RoleMapReport.of(map, Set.of(MEMBER, OWNER, ADMIN));
    assertThat(report.differs()).isFalse();
    assertThat(report).isEqualTo(new RoleMapReport(Set.of(), Set.of()));
  }

  @Test
  void each_side_is_told_what_the_other_has_in_the_order_of_letters() {
    Set<RoleSlug> defined =
        Set.of(ADMIN, new RoleSlug("Member"), new RoleSlug("zebra"), new RoleSlug("auditor"));
    RoleMapReport report = RoleMapReport.of(map, defined);
    assertThat(report.differs()).isTrue();
    assertThat(report.unmapped())
        .containsExactly(new RoleSlug("Member"), new RoleSlug("auditor"), new RoleSlug("zebra"));
    assertThat(report.missing()).containsExactly(MEMBER, OWNER);
    assertThatThrownBy(() -> report.missing().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void one_side_alone_is_a_difference() {
    assertThat(RoleMapReport.of(map, Set.of(ADMIN, OWNER)).differs()).isTrue();
    RoleMapReport more = RoleMapReport.of(map, Set.of(ADMIN, OWNER, MEMBER, new RoleSlug("x")));
    assertThat(more.differs()).isTrue();
    assertThat(more.missing()).isEmpty();
  }
}
