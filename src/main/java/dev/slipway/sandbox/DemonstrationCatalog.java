package dev.slipway.sandbox;

import dev.slipway.catalog.EditEnvironment;
import dev.slipway.catalog.EditService;
import dev.slipway.catalog.EditSystem;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The five systems of the demonstration as the catalog knows them. Made once; what a visitor
/// changes stays until the demonstration is reset.
@Component
@InSandbox
class DemonstrationCatalog {

  private final Systems systems;
  private final Services services;
  private final Environments environments;

  DemonstrationCatalog(Systems systems, Services services, Environments environments) {
    this.systems = systems;
    this.services = services;
    this.environments = environments;
  }

  /// Returns whether the catalog was empty before.
  boolean settle() {
    if (systems.bySlug("emis").isPresent()) {
      return false;
    }
    describe();
    return true;
  }

  /// Gives every entry of the demonstration its first words, owner and dependencies again. What a
  /// visitor added stays.
  void describe() {
    environment("dev", "Development", EnvironmentClass.DEVELOPMENT, 10);
    environment("qa", "QA", EnvironmentClass.STAGING, 20);
    environment("production", "Production", EnvironmentClass.PRODUCTION, 30);
    emis();
    voting();
    quizMentor();
    platformEdu();
    iot();
  }

  /// Environments of the demonstration.
  List<EnvironmentId> stages() {
    return Stream.of("dev", "qa", "production")
        .map(slug -> environments.require(slug).id())
        .toList();
  }

  private void quizMentor() {
    system("quizmentor", "QuizMentor", "Quizzes that follow what a learner knows");
    service("quizmentor", "learning-orchestrator", "Chooses the next quiz", "students", 1);
    service("quizmentor", "bloom-validator", "Checks questions by Bloom's levels", "students", 2);
    service("quizmentor", "batch-processor", "Scores of the night, on spot nodes", "students", 3);
    service("quizmentor", "postgres-primary", "Learners, quizzes and answers", "data", 1);
    service("quizmentor", "redis-cluster", "Sessions and question cache", "data", 2);
    planned("quizmentor", "adaptive-engine", "Adapts to what a learner knows");
    planned("quizmentor", "analytics-service", "What learners answered, over time");
    planned("quizmentor", "kong", "Gateway before the API");
    planned("quizmentor", "cdn", "Static files near the learner");
    planned("quizmentor", "kafka", "Events between the services");
    planned("quizmentor", "sqs", "Jobs of the night");
    planned("quizmentor", "quizmentor-elasticsearch", "Search in questions");
    depends(
        "learning-orchestrator",
        "bloom-validator",
        "postgres-primary",
        "redis-cluster",
        "adaptive-engine");
    depends("batch-processor", "postgres-primary", "sqs");
  }

  private void platformEdu() {
    system("platform-edu", "platform-edu", "Live lessons and the devices in the classroom");
    service("platform-edu", "api-service", "The API of lessons and devices", "students", 1);
    service("platform-edu", "web", "Where pupils and teachers come in", "students", 2);
    service("platform-edu", "mqtt-broker", "Messages of the devices", "students", 2);
    service("platform-edu", "data-processor", "Sensor values to InfluxDB", "students", 2);
    service("platform-edu", "postgresql", "Schools, lessons and accounts", "data", 1);
    service("platform-edu", "influxdb", "What the devices measured", "data", 2);
    service("platform-edu", "platform-edu-redis", "Sessions and cache", "data", 2);
    planned("platform-edu", "blob-storage", "Recordings of lessons");
    planned("platform-edu", "platform-edu-cdn", "Recordings near the school");
    planned("platform-edu", "load-balancer", "Application Gateway WAF_v2 before the cluster");
    depends(
        "api-service",
        "postgresql",
        "platform-edu-redis",
        "influxdb",
        "mqtt-broker",
        "blob-storage");
    depends("web", "api-service", "platform-edu-cdn", "load-balancer");
    depends("data-processor", "mqtt-broker", "influxdb");
  }

  private void iot() {
    system("iot", "IoT telemetry", "Foresees faults of machines from what they measure");
    service("iot", "iot-dashboard", "Machines, anomalies and forecasts", "telemetry", 1);
    service("iot", "mlflow", "Models and their training runs", "telemetry", 2);
    service("iot", "postgres", "Measurements (TimescaleDB)", "telemetry", 1);
    service("iot", "iot-redis", "Latest values, append-only", "telemetry", 2);
    depends("iot-dashboard", "postgres", "iot-redis", "mlflow");
    depends("mlflow", "postgres");
  }

  private void emis() {
    system("emis", "EMIS", "Education management: students, teachers, terms and reports");
    service("emis", "student-service", "Enrolments, terms and student records", "students", 1);
    service("emis", "api-gateway", "The door to every EMIS service (YARP)", "students", 1);
    service("emis", "mysql", "Records of students and terms", "data", 1);
    service("emis", "mongodb", "Documents and reports", "data", 2);
    service("emis", "rabbitmq", "Messages between EMIS services", "data", 2);
    service("emis", "minio", "Files and attachments", "data", 2);
    service("emis", "redis", "Sessions and cache of EMIS", "data", 2);
    service("emis", "elasticsearch", "Logs of EMIS, three nodes", "data", 3);
    service("emis", "kibana", "Search in the logs", "data", 3);
    service("emis", "filebeat", "Takes the logs of every node to Elasticsearch", "data", 3);
    planned("emis", "identity-service", "Sign-in for students and teachers");
    planned("emis", "teacher-service", "Teachers, courses and marks");
    depends("filebeat", "elasticsearch");
    depends("kibana", "elasticsearch");
    depends("student-service", "mysql", "redis", "rabbitmq");
    depends("api-gateway", "student-service");
  }

  private void voting() {
    system("voting", "Voting", "Two options, one vote, results at once");
    service("voting", "vote", "Where people vote (Python)", "voting", 2);
    service("voting", "result", "What people voted (Node.js)", "voting", 2);
    service("voting", "worker", "Takes votes from Redis to PostgreSQL (.NET)", "voting", 2);
    service("voting", "voting-redis", "Votes not yet counted", "voting", 3);
    service("voting", "db", "Counted votes (PostgreSQL)", "voting", 1);
    depends("vote", "voting-redis");
    depends("worker", "voting-redis", "db");
    depends("result", "db");
  }

  private void system(String slug, String name, String description) {
    systems
        .bySlug(slug)
        .ifPresentOrElse(
            known -> {
              if (!known.name().equals(name) || !known.description().equals(description)) {
                systems.edit(new EditSystem(known.id(), name, description), Actor.SYSTEM);
              }
            },
            () -> systems.register(new RegisterSystem(slug, name, description), Actor.SYSTEM));
  }

  private void environment(String slug, String name, EnvironmentClass care, int rank) {
    environments
        .bySlug(slug)
        .ifPresentOrElse(
            known -> {
              if (!known.name().equals(name) || known.rank() != rank) {
                environments.edit(new EditEnvironment(known.id(), name, rank), Actor.SYSTEM);
              }
            },
            () ->
                environments.register(
                    new RegisterEnvironment(slug, name, care, rank), Actor.SYSTEM));
  }

  private void service(String system, String slug, String description, String team, int tier) {
    var links = DemonstrationLinks.of(system, slug);
    service(
        new RegisterService(
            slug, slug, description, system, team, tier, Lifecycle.PRODUCTION, links));
  }

  private void planned(String system, String slug, String description) {
    service(
        new RegisterService(
            slug, slug, description, system, "students", 2, Lifecycle.PLANNED, List.of()));
  }

  private void service(RegisterService wanted) {
    services
        .bySlug(wanted.slug())
        .ifPresentOrElse(
            known -> {
              if (!says(known, wanted)) {
                services.edit(
                    new EditService(
                        known.id(),
                        wanted.name(),
                        wanted.description(),
                        wanted.system(),
                        wanted.team(),
                        wanted.tier(),
                        wanted.lifecycle(),
                        wanted.links()),
                    Actor.SYSTEM);
              }
            },
            () -> services.register(wanted, Actor.SYSTEM));
  }

  private static boolean says(ServiceView known, RegisterService wanted) {
    return known.name().equals(wanted.name())
        && known.description().equals(wanted.description())
        && known.systemSlug().equals(wanted.system())
        && known.teamSlug().equals(wanted.team())
        && known.tier() == wanted.tier()
        && known.lifecycle() == wanted.lifecycle()
        && known.links().equals(wanted.links());
  }

  private void depends(String service, String... on) {
    var from = services.require(service).id();
    var now =
        services.dependenciesOf(from).stream().map(ServiceView::slug).collect(Collectors.toSet());
    if (!now.equals(Set.of(on))) {
      services.dependOnlyOn(from, Set.of(on), Actor.SYSTEM);
    }
  }
}
