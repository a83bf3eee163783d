package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.policies.spi.ChangeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoingBackTests {

  @ParameterizedTest
  @CsvSource({
    "ROLLOUT, DEPLOYMENT, true, false, BY_ITSELF",
    "ROLLOUT, STATEFUL_SET, true, true, NOTHING_WELL_BEFORE",
    "ROLLOUT, DEPLOYMENT, false, true, SWITCHED_OFF",
    "ROLLOUT, DAEMON_SET, true, false, NOT_THIS_ONE",
    "ROLLBACK, DEPLOYMENT, true, false, NOT_THIS_ONE"
  })
  void onlyARolloutFromWhatWasWellGoesBackWhereThatIsWanted(
      ChangeKind change,
      WorkloadKind workload,
      boolean automatic,
      boolean unhealthy,
      GoingBack is) {
    assertThat(GoingBack.of(change, workload, automatic, unhealthy)).isEqualTo(is);
  }
}
