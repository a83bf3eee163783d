package dev.slipway.sandbox;

import dev.slipway.sandbox.metrics.RegularSeries;
import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How full the volumes of the five systems are, as the kubelets of their nodes measure: the shared
/// claim of EMIS's dumps fills up, the logs of IoT are nearly full.
final class DemonstrationVolumes {

  private static final long GIBIBYTE = 1L << 30;
  private static final long MINUTE = 60_000;
  private static final int HOUR = 60;

  private static final List<Volume> VOLUMES =
      List.of(
          new Volume("emis-data", "backup-pvc", 500, 0.87),
          new Volume("emis-data", "redis-pvc", 10, 0.31),
          new Volume("iot-system", "postgres-pvc", 50, 0.62),
          new Volume("iot-system", "redis-pvc", 10, 0.18),
          new Volume("iot-system", "kafka-pvc", 100, 0.55),
          new Volume("iot-system", "mlflow-pvc", 100, 0.71),
          new Volume("iot-system", "models-pvc", 50, 0.44),
          new Volume("iot-system", "data-pvc", 200, 0.68),
          new Volume("iot-system", "logs-pvc", 20, 0.96),
          new Volume("platform-edu", "postgresql-data-postgresql-0", 100, 0.58),
          new Volume("quizmentor-prod", "data-postgres-primary-0", 100, 0.47));

  private DemonstrationVolumes() {}

  /// @param share of it that is used
  private record Volume(String namespace, String claim, int gibibytes, double share) {}

  /// The last hour, a sample a minute.
  static List<Series> series(Instant now) {
    var start = (now.toEpochMilli() / MINUTE - HOUR) * MINUTE;
    List<Series> series = new ArrayList<>();
    for (var volume : VOLUMES) {
      var labels =
          Map.of(
              "job", "kubelet",
              "namespace", volume.namespace(),
              "persistentvolumeclaim", volume.claim());
      double size = (double) volume.gibibytes() * GIBIBYTE;
      series.add(
          new RegularSeries(
              Labels.of("kubelet_volume_stats_capacity_bytes", labels),
              start,
              MINUTE,
              HOUR + 1,
              _ -> size));
      series.add(
          new RegularSeries(
              Labels.of("kubelet_volume_stats_used_bytes", labels),
              start,
              MINUTE,
              HOUR + 1,
              _ -> Math.ceil(size * volume.share())));
    }
    return series;
  }
}
