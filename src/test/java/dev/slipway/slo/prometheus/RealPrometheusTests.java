package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.WindowReading;
import dev.slipway.testing.PrometheusProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The contract against a real Prometheus, where one is installed.
@EnabledIf(value = "isInstalled", disabledReason = RealPrometheusTests.HOW)
class RealPrometheusTests extends SliSourceContract {

  static final String HOW =
      "Skipped: no prometheus and promtool on the path. Install them (apt-get install"
          + " prometheus) to hold the simulated one to a real one.";

  private static @Nullable PrometheusProcess real;

  static boolean isInstalled() {
    if (!PrometheusProcess.isInstalled()) {
      System.out.println(HOW);
    }
    return PrometheusProcess.isInstalled();
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    real = RealPrometheus.start(folder);
  }

  @AfterAll
  static void stop() {
    if (real != null) {
      real.close();
    }
  }

  @Override
  protected URI address() {
    return Objects.requireNonNull(real).address();
  }

  /// This server may load a million samples for a query, and a second's step over a month is more.
  @Test
  void aWindowThatIsTooMuchForTheServerDoesNotHideTheOthers() {
    var query = "sum(rate(http_requests_total{job=\"fastburn\",code=\"500\"}[{{.window}}:1s]))";
    var readings = got(ask(Indicator.rawRatio(query), ContractSeries.END));
    assertThat(readings.get(Duration.ofHours(1))).isInstanceOf(WindowReading.Share.class);
    assertThat(readings.get(Duration.ofDays(30)))
        .isInstanceOfSatisfying(
            WindowReading.Failed.class,
            failed -> assertThat(failed.reason()).contains("too many samples"));
  }
}
