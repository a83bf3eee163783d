package dev.slipway.slo.prometheus;

import dev.slipway.testing.PrometheusProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Prometheus that is filled with [ContractSeries]. The clock of the data is fixed; whoever asks
/// says for which instant.
final class RealPrometheus {

  private RealPrometheus() {}

  static PrometheusProcess start(Path folder) throws IOException, InterruptedException {
    var written = folder.resolve("in.om");
    write(written);
    PrometheusProcess.fill(folder, written);
    configure(folder);
    return launch(folder, "http").awaitReady();
  }

  /// One without data, which speaks TLS and lets in whom the file of its web configuration names.
  /// It may not listen yet.
  static PrometheusProcess guarded(Path folder, Path web) throws IOException {
    configure(folder);
    return launch(folder, "https", "--web.config.file=" + web);
  }

  private static PrometheusProcess launch(Path folder, String scheme, String... more)
      throws IOException {
    var all = Stream.concat(Stream.of("--query.max-samples=1000000"), Stream.of(more));
    return PrometheusProcess.launch(folder, scheme, all.toArray(String[]::new));
  }

  private static void configure(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: []
        """);
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: contract
            rules:
              - alert: %s
                expr: %s
                labels: %s
                annotations: %s
        """
            .formatted(
                SliSourceContract.ALERT,
                SliSourceContract.ALERT_QUERY,
                flow(SliSourceContract.ALERT_LABELS),
                flow(SliSourceContract.ALERT_ANNOTATIONS)));
  }

  private static String flow(Map<String, String> map) {
    return map.entrySet().stream()
        .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// As OpenMetrics: all samples of a series together, and a family's name without `_total`.
  private static void write(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      var family = "";
      for (var series : ContractSeries.all()) {
        var type = series.name().equals(ContractSeries.REQUESTS) ? "counter" : "histogram";
        if (!type.equals(family)) {
          family = type;
          var name = type.equals("counter") ? "http_requests" : ContractSeries.DURATIONS;
          out.write("# TYPE " + name + " " + type + "\n");
        }
        var head =
            series.labels().entrySet().stream()
                .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
                .collect(Collectors.joining(",", series.name() + "{", "} "));
        var time = ContractSeries.START.getEpochSecond();
        for (long value : series.values()) {
          out.write(head + value + " " + time + "\n");
          time += 60;
        }
      }
      out.write("# EOF\n");
    }
  }
}
