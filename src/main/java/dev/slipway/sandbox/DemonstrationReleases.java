package dev.slipway.sandbox;

import java.util.List;
import java.util.Map;

/// What was released before the demonstration begins; each list ends with what runs.
final class DemonstrationReleases {

  private static final List<Release> REDIS =
      List.of(new Release("7.2.4-alpine", 131, "jon", "Sessions survive a restart"));
  private static final List<Release> POSTGRES =
      List.of(
          new Release("15.5-alpine", 131, "jon", "First database of the votes"),
          new Release("15.6-alpine", 68, "jon", "Fixes of the minor release"));

  private static final Map<String, List<Release>> PRODUCTION =
      Map.ofEntries(
          Map.entry(
              "student-service",
              List.of(
                  new Release("0.9.7", 96, "kofi", "First term with online enrolment"),
                  new Release("0.9.8", 61, "ada", "Faster search for courses"),
                  new Release("1.0.0", 33, "ada", "New term dates", "0.9.8"),
                  new Release("1.0.0", 31, "ada", "New term dates, second try"))),
          Map.entry(
              "api-gateway",
              List.of(
                  new Release("0.9.4", 88, "kofi", "Rate limits for each school"),
                  new Release("1.0.0", 40, "kofi", "Routes of the new term"))),
          Map.entry(
              "mysql", List.of(new Release("8.0.36", 120, "jon", "Three members, one group"))),
          Map.entry("mongodb", List.of(new Release("7.0.5", 112, "jon", "Replica set of three"))),
          Map.entry(
              "rabbitmq", List.of(new Release("3.12.12-management", 112, "jon", "Quorum queues"))),
          Map.entry(
              "minio",
              List.of(new Release("RELEASE.2024-01-16", 109, "jon", "Four nodes, erasure coded"))),
          Map.entry("redis", REDIS),
          Map.entry("voting-redis", REDIS),
          Map.entry("db", POSTGRES),
          Map.entry(
              "vote",
              List.of(
                  new Release("1.3.0", 74, "ada", "Accessible buttons"),
                  new Release("1.3.1", 45, "kofi", "Votes survive a reload"),
                  new Release("1.3.2", 18, "ada", "Clearer closing time"))),
          Map.entry(
              "result",
              List.of(
                  new Release("1.3.1", 45, "kofi", "Votes survive a reload"),
                  new Release("1.3.2", 18, "ada", "Clearer closing time"))),
          Map.entry(
              "learning-orchestrator",
              List.of(
                  new Release("2.3.1", 58, "kofi", "Quizzes resume where they ended"),
                  new Release("2.4.0", 26, "ada", "Harder questions later"))),
          Map.entry(
              "bloom-validator",
              List.of(new Release("1.7.2", 44, "ada", "Questions in two languages"))),
          Map.entry(
              "api-service",
              List.of(
                  // The registry keeps ten images and thirty days; this one is tidied up.
                  new Release("v0.8.0", 110, "kofi", "Pilot in two schools"),
                  new Release("v0.9.0", 63, "kofi", "Lessons live from the classroom"),
                  new Release("v1.0.0", 22, "ada", "First release for all schools"))),
          Map.entry(
              "web", List.of(new Release("v1.0.0", 22, "ada", "First release for all schools"))),
          once("data-processor", "v1.0.0", 22, "ada", "First release for all schools"),
          once("mqtt-broker", "v1.0.0", 22, "ada", "First release for all schools"),
          once("postgresql", "14-alpine", 64, "jon", "Database of platform-edu"),
          once("influxdb", "2.7.4-alpine", 64, "jon", "Sensor values by minute"),
          once("platform-edu-redis", "7.2.4-alpine", 64, "jon", "Sessions outside the API"),
          once("iot-dashboard", "latest", 12, "ada", "Forecasts for pumps"),
          once("mlflow", "v2.8.0", 50, "ada", "Models by name"),
          once("postgres", "2.11.2-pg15", 83, "kofi", "Measurements as a time series"),
          once("iot-redis", "7.2.4-alpine", 83, "kofi", "Latest values survive a restart"),
          once("batch-processor", "1.2.0", 30, "ada", "Scores on spot nodes"),
          once("elasticsearch", "8.11.3", 38, "jon", "Logs of 30 days"),
          once("kibana", "8.11.3", 38, "jon", "Search in the logs"),
          once("filebeat", "8.11.3", 38, "jon", "Logs of every node"),
          Map.entry(
              "worker",
              List.of(
                  new Release("1.3.0", 74, "ada", "Accessible buttons"),
                  new Release("1.3.1", 45, "kofi", "Batches of a hundred votes"))));

  private static final List<Release> BEFORE_PRODUCTION =
      List.of(
          new Release("1.3.1", 52, "ada", "Votes survive a reload"),
          new Release("1.3.2", 24, "ada", "Clearer closing time"),
          new Release("1.4.0", 4, "ada", "More than two options"));

  private static final Map<String, List<Release>> EARLIER =
      Map.ofEntries(
          Map.entry("vote", BEFORE_PRODUCTION),
          Map.entry("result", BEFORE_PRODUCTION),
          Map.entry("worker", BEFORE_PRODUCTION),
          Map.entry("voting-redis", REDIS),
          Map.entry("db", POSTGRES),
          once("api-service", "v1.1.0", 6, "ada", "Lessons in groups"),
          once("web", "v1.1.0", 6, "ada", "Lessons in groups"),
          once("learning-orchestrator", "2.5.0", 9, "ada", "Quizzes in teams"),
          once("bloom-validator", "1.8.0", 9, "ada", "Rates questions of teams"),
          once("iot-dashboard", "latest", 12, "ada", "Forecasts for pumps"),
          once("mlflow", "v2.8.0", 50, "ada", "Models by name"));

  private DemonstrationReleases() {}

  private static Map.Entry<String, List<Release>> once(
      String service, String version, int daysAgo, String by, String reason) {
    return Map.entry(service, List.of(new Release(version, daysAgo, by, reason)));
  }

  /// Oldest first; empty for what the story does not tell of.
  static List<Release> of(String service, boolean production) {
    return (production ? PRODUCTION : EARLIER).getOrDefault(service, List.of());
  }
}
