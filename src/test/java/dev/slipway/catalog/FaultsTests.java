package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTests {

  @ParameterizedTest
  @Negative({40, 41})
  @ValueSource(
      strings = {"a\r\nSet-Cookie: x=1", "a\nb", "a\tb", "a\u2028b", "a\u0000b", "a\u202eb"})
  void aNameHasOneLineAndNothingUnseen(String name) {
    assertThatThrownBy(() -> new Faults().text("name", name, 80, "Give it a name.").refuse())
        .isInstanceOf(InvalidEntry.class)
        .hasMessageContaining("cannot be seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "One line", "Two\r\nlines\n\twith a tab"})
  void aDescriptionMayHaveLines(String description) {
    assertThatCode(() -> new Faults().optionalText("description", description, 80).refuse())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @Negative(41)
  @ValueSource(strings = {"a\u0000b", "a\u202eb", "a\u001b[31mb"})
  void aDescriptionHasNothingUnseen(String description) {
    assertThatThrownBy(() -> new Faults().optionalText("description", description, 80).refuse())
        .isInstanceOf(InvalidEntry.class);
  }
}
