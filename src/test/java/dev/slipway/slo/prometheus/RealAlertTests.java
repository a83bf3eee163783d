package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PrometheusProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The contract against a real Prometheus that tells a real Alertmanager, where both are installed.
@EnabledIf(value = "isInstalled", disabledReason = RealAlertTests.HOW)
class RealAlertTests extends AlertSourceContract {

  static final String HOW =
      "Skipped: no prometheus or no prometheus-alertmanager on the path. Install them (apt-get"
          + " install prometheus prometheus-alertmanager) to hold the simulated ones to real ones.";

  private static Instant until = Instant.EPOCH;
  private static @Nullable PrometheusProcess prometheus;
  private static @Nullable PrometheusProcess alertmanager;

  static boolean isInstalled() {
    var installed = PrometheusProcess.isInstalled() && PrometheusProcess.hasAlertmanager();
    if (!installed) {
      System.out.println(HOW);
    }
    return installed;
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    var manager = PrometheusProcess.alertmanager(folder).awaitReady();
    alertmanager = manager;
    until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    silence(manager.address());
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: []
        alerting:
          alertmanagers:
          - static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(manager.address().getPort()));
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
        - name: always
          rules:
          - {alert: %s, expr: vector(1), labels: {severity: critical}}
        - name: never
          rules:
          - {alert: %s, expr: '%s'}
        """
            .formatted(ALWAYS, CANNOT, CANNOT_QUERY));
    prometheus =
        PrometheusProcess.launch(
                folder,
                "http",
                // It forgets what it told before it knew the Alertmanager, for a minute by default.
                "--rules.alert.resend-delay=1s")
            .awaitReady();
  }

  /// As a person does who silences it in the Alertmanager's own page.
  private static void silence(URI manager) throws IOException, InterruptedException {
    var silence =
        """
        {"matchers": [{"name": "alertname", "value": "%s", "isRegex": false, "isEqual": true}],
         "startsAt": "%s", "endsAt": "%s", "createdBy": "jon", "comment": "It is known"}
        """
            .formatted(ALWAYS, Instant.now(), until);
    var request =
        HttpRequest.newBuilder(manager.resolve("/api/v2/silences"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(silence))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (alertmanager != null) {
      alertmanager.close();
    }
  }

  @Override
  URI prometheus() {
    return Objects.requireNonNull(prometheus).address();
  }

  @Override
  URI alertmanager() {
    return Objects.requireNonNull(alertmanager).address();
  }

  @Override
  Instant silencedUntil() {
    return until;
  }
}
