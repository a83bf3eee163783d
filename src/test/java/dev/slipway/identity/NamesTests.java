package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTests {

  @ParameterizedTest
  @ValueSource(strings = {"Slipway", "system", " YOU "})
  void nobodyIsCalledAsThePortalOrItsReader(String name) {
    assertThatThrownBy(() -> Names.ofPerson(name)).hasMessageContaining("names the portal");
  }

  @Test
  void nobodySignsInAsThePortal() {
    assertThatThrownBy(() -> Names.handleOfPerson("system")).isInstanceOf(InvalidIdentity.class);
    assertThat(Names.handleOfPerson("systemd")).isEqualTo("systemd");
  }
}
