package dev.muster.docs.snippets;

// @start region=kit-extension-imports
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.StagedProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// @end

/** The extension as a field: docs/testing.md. */
@org.junit.jupiter.api.Tag("KIT-3")
class KitExtensionTest {
  // @start region=kit-extension
  @RegisterExtension final MusterExtension extension = MusterExtension.of(kit -> kit.pageSize(1));

  @Test
  void parts_of_a_kit_are_parameters_too(MusterKit kit, Muster muster, StagedProvider provider) {
    assertThat(kit.muster()).isSameAs(muster);
    assertThat(kit.provider()).isSameAs(provider);
  }
  // @end
}
