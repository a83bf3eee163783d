package dev.slipway.policies.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeKindTests {

  @Test
  void onlyARolloutAndARollbackBringImages() {
    assertThat(ChangeKind.values())
        .filteredOn(ChangeKind::bringsImages)
        .containsExactly(ChangeKind.ROLLOUT, ChangeKind.ROLLBACK)
        .allMatch(ChangeKind::changesTemplate);
  }
}
