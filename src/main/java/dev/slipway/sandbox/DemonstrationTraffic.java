package dev.slipway.sandbox;

import dev.slipway.sandbox.metrics.AlertRule;
import dev.slipway.sandbox.metrics.Endpoint;
import dev.slipway.sandbox.metrics.Silence;
import dev.slipway.sandbox.metrics.Traffic;
import dev.slipway.sandbox.metrics.Traffic.Incident;
import dev.slipway.sandbox.metrics.promql.Series;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/// What users of the five systems do, and what went wrong for them in the weeks before the story
/// begins and in its first days: one budget half used, others well, one silent, one burning fast.
class DemonstrationTraffic {

  /// Rules beside those that follow from objectives, as the guide of QuizMentor has one.
  static final List<AlertRule> RULES =
      List.of(
          new AlertRule(
              "quizmentor",
              "HighErrorRate",
              """
              sum by (service) (rate(http_requests_total{namespace="quizmentor-prod",code=~"5.."}[5m]))
               / sum by (service) (rate(http_requests_total{namespace="quizmentor-prod"}[5m])) > 0.01\
              """,
              Map.of("severity", "critical"),
              Map.of("summary", "More than 1 % of the requests fail")),
          new AlertRule(
              "voting",
              "VotesFail",
              """
              sum by (service) (rate(http_requests_total{namespace="prod",code=~"5.."}[5m]))
               / sum by (service) (rate(http_requests_total{namespace="prod"}[5m])) > 0.01\
              """,
              Map.of("severity", "warning"),
              Map.of("summary", "More than 1 % of the votes fail")),
          // Several series on either side: no Prometheus can evaluate it, and none says so aloud.
          new AlertRule(
              "iot",
              "ModelRequestsFail",
              """
              http_requests_total{namespace="emis-services"}
               / on (namespace) http_requests_total{namespace="emis-services"} > 0.05\
              """,
              Map.of("severity", "critical", "service", "mlflow"),
              Map.of("summary", "More than 5 % of the requests for models fail")));

  /// Jon knows that votes fail, and is on it.
  static List<Silence> silences(Instant since) {
    return List.of(
        new Silence(
            "4f0c6a52-2f6b-4f0e-9d0c-3a1f5b7c9d11",
            "VotesFail",
            "jon",
            "Redis of the front end is being restarted",
            since.minusSeconds(600),
            since.plusSeconds(14_400)));
  }

  private static final double THREE_NINES = 0.001;

  private final List<Target> targets;

  /// A service and the Deployment whose pods answer for it.
  private record Target(
      Endpoint endpoint, String cluster, String namespace, String workload, String container) {}

  /// Begins the traffic.
  ///
  /// @param since when the story began
  DemonstrationTraffic(Instant since, Instant now) {
    targets =
        List.of(
            new Target(
                orchestrator(since, now),
                "quizmentor",
                "quizmentor-prod",
                "learning-orchestrator",
                "orchestrator"),
            new Target(
                students(since, now),
                "emis",
                "emis-services",
                "student-service",
                "student-service"),
            new Target(lessons(since, now), "platform-edu", "platform-edu", "api-service", "api"),
            new Target(votes(since, now), "voting", "prod", "vote", "vote"),
            new Target(models(since, now), "iot", "iot-system", "mlflow", "mlflow"));
  }

  List<Series> series(Instant now) {
    return targets.stream().flatMap(one -> one.endpoint().series(now).stream()).toList();
  }

  /// Lets the pods that are ready count what came since the last time.
  ///
  /// @param pods those of a cluster and namespace
  void scrape(Instant now, BiFunction<String, String, List<ObjectNode>> pods) {
    for (var target : targets) {
      target
          .endpoint()
          .scrape(
              now,
              pods.apply(target.cluster(), target.namespace()).stream()
                  .flatMap(
                      pod -> AnsweringPod.of(pod, target.workload(), target.container()).stream())
                  .toList());
    }
  }

  /// Half of its budget is used: changes are held until the first incident is 30 days ago.
  private static Endpoint orchestrator(Instant since, Instant now) {
    var labels = labels("learning-orchestrator", "quizmentor-prod");
    var incidents =
        List.of(
            new Incident(-26, 13 * 60 + 12, 42, 0.17),
            new Incident(-12, 9 * 60 + 5, 35, 0.14),
            new Incident(-3, 16 * 60 + 40, 26, 0.1));
    return Endpoint.of(
            new Traffic(
                "learning-orchestrator", 900, THREE_NINES, 0.11, 0.0037, incidents, Traffic.NEVER),
            "code",
            labels,
            since,
            now)
        .withDurations(labels);
  }

  private static Endpoint students(Instant since, Instant now) {
    var labels = labels("student-service", "emis-services");
    return Endpoint.of(
            new Traffic(
                "student-service",
                420,
                THREE_NINES,
                0.06,
                0.0021,
                List.of(new Incident(-19, 8 * 60 + 30, 6, 0.03)),
                Traffic.NEVER),
            "code",
            labels,
            since,
            now)
        .withDurations(labels);
  }

  /// The API of platform-edu names the status `status`; a third of its budget is used.
  private static Endpoint lessons(Instant since, Instant now) {
    var labels = labels("platform-api", "platform-edu");
    return Endpoint.of(
            new Traffic(
                "platform-api",
                650,
                0.005,
                0.22,
                0.006,
                List.of(new Incident(-9, 9 * 60 + 15, 100, 0.12)),
                Traffic.NEVER),
            "status",
            labels,
            since,
            now)
        .withDurations(labels);
  }

  /// Votes fail from half an hour before the story on, for an hour and a half.
  private static Endpoint votes(Instant since, Instant now) {
    var begin = since.minusSeconds(2_100).atOffset(ZoneOffset.UTC);
    var day = begin.toLocalDate().equals(since.atOffset(ZoneOffset.UTC).toLocalDate()) ? 0 : -1;
    return Endpoint.of(
        new Traffic(
            "vote",
            240,
            0.005,
            0.05,
            0.002,
            List.of(new Incident(day, begin.getHour() * 60 + begin.getMinute(), 95, 0.16)),
            Traffic.NEVER),
        "code",
        labels("vote", "prod"),
        since,
        now);
  }

  /// Nobody has asked for a model for two days.
  private static Endpoint models(Instant since, Instant now) {
    return Endpoint.of(
        new Traffic("mlflow", 12, 0.01, 0.08, 0, List.of(), -2),
        "code",
        labels("mlflow", "iot-system"),
        since,
        now);
  }

  private static Map<String, String> labels(String service, String namespace) {
    return Map.of("job", service, "service", service, "namespace", namespace);
  }
}
