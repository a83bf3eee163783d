package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.catalog.SystemView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterSurvey.Call;
import dev.slipway.clusters.ClusterSurvey.Found;
import dev.slipway.clusters.ClusterSurvey.Space;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalsTests {

  private static final ClusterId CLUSTER = ClusterId.next();
  private static final TeamSummary STUDENTS =
      new TeamSummary(TeamId.next(), "students", "Students");
  private static final TeamSummary DATA = new TeamSummary(TeamId.next(), "data", "Data");
  private static final SystemView EMIS = new SystemView(SystemId.next(), "emis", "EMIS", "");
  static final EnvironmentView PRODUCTION =
      new EnvironmentView(
          EnvironmentId.next(), "production", "Production", EnvironmentClass.PRODUCTION, 30);
  private static final Estate EMPTY =
      new Estate(
          List.of(), List.of(), List.of(), List.of(STUDENTS, DATA), List.of(), List.of(), Map.of());

  private static WorkloadRef ref(String path) {
    var parts = path.split("/", -1);
    return new WorkloadRef(CLUSTER, parts[0], WorkloadKind.DEPLOYMENT, parts[1]);
  }

  static Found found(String path, Map<String, String> labels, String... containers) {
    var images =
        Arrays.stream(containers.length == 0 ? new String[] {"app"} : containers)
            .map(name -> new ContainerImage(name, "registry.example/" + name + ":1", null, false))
            .toList();
    return new Found(ref(path), labels, Map.of(), images);
  }

  static ClusterSurvey survey(
      Map<String, Map<String, String>> spaces, List<Call> calls, Found... found) {
    return new ClusterSurvey(
        Instant.EPOCH,
        spaces.entrySet().stream()
            .map(space -> new Space(space.getKey(), space.getValue(), Map.of()))
            .toList(),
        List.of(found),
        calls,
        Set.of(WorkloadKind.values()),
        List.of());
  }

  private static Candidate only(Estate estate, ClusterSurvey survey, String cluster) {
    return Proposals.of(estate, survey, cluster).getFirst();
  }

  private static Map<String, String> map(String words) {
    Map<String, String> map = new HashMap<>();
    for (var word : words == null || words.isBlank() ? new String[0] : words.split(" ", -1)) {
      map.put(word.split("=", 2)[0], word.split("=", 2)[1]);
    }
    return map;
  }

  @ParameterizedTest(name = "{0} [{1}] [{2}] on {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          platform-edu/api-service      |                          | environment=production       | aks      | platform-edu | production | from label environment=production of namespace platform-edu
          iot-system/mlflow             |                          | environment=production       | iot      | iot          | production | from label environment=production of namespace iot-system
          iot-system/mlflow             | environment=staging      | environment=production       | iot      | iot          | staging    | from label environment=staging
          quizmentor-prod/orchestrator  |                          |                              | eks      | quizmentor   | production | from the name of namespace quizmentor-prod
          quizmentor-staging/validator  |                          |                              | eks      | quizmentor   | staging    | from the name of namespace quizmentor-staging
          dev/vote                      |                          |                              | voting   | voting       | development | from the name of namespace dev
          qa/vote                       |                          |                              | voting   | voting       | qa         | from the name of namespace qa
          prod/vote                     | app.kubernetes.io/part-of=Voting |                      | main     | voting       | production | from the name of namespace prod
          shop/cart                     |                          |                              | lab-prod | shop         | production | from the name of cluster lab-prod
          shop/cart-staging             |                          |                              | lab      | shop         | staging    | from the end of its name
          prod-shop/cart                |                          |                              | lab      | shop         | production | from the name of namespace prod-shop
          shop-pre-prod/cart            |                          |                              | lab      | shop         | preprod    | from the name of namespace shop-pre-prod
          shop/cart                     | env=eu-west              |                              | lab      | shop         | eu-west    | from label env=eu-west
          shop/cart                     |                          |                              | lab      | shop         | ''         | nothing tells it
          """)
  void labelsAndNamesTellSystemAndEnvironment(
      String path,
      String labels,
      String spaceLabels,
      String cluster,
      String system,
      String environment,
      String reason) {
    var space = path.substring(0, path.indexOf('/'));
    var candidate =
        only(
            EMPTY,
            survey(Map.of(space, map(spaceLabels)), List.of(), found(path, map(labels))),
            cluster);
    assertThat(candidate.system().value()).isEqualTo(system);
    assertThat(candidate.environment().value()).isEqualTo(environment);
    assertThat(candidate.environment().reason()).isEqualTo(reason);
  }

  @Test
  void namespacesThatBeginAlikeAreOneSystem() {
    var survey =
        survey(
            Map.of("emis-services", Map.of(), "emis-data", Map.of(), "team-a", Map.of()),
            List.of(),
            found("emis-services/student-service", Map.of()),
            found("emis-data/redis", Map.of()),
            found("team-a/web", Map.of()));
    assertThat(Proposals.of(EMPTY, survey, "lab"))
        .extracting(each -> each.service().value() + " of " + each.system().value())
        .containsExactly("redis of emis", "student-service of emis", "web of team-a");
  }

  @Test
  void aSecondRedisGetsItsSystemInFront() {
    var survey =
        survey(
            Map.of(),
            List.of(),
            found("emis-prod/redis", Map.of()),
            found("emis-staging/redis", Map.of()),
            found("iot-prod/redis", Map.of()),
            found("shop/cart-prod", Map.of("environment", "prod")));
    assertThat(Proposals.of(EMPTY, survey, "lab"))
        .extracting(each -> each.service().value() + " in " + each.environment().value())
        .containsExactly(
            "redis in production",
            "redis in staging",
            "iot-redis in production",
            "cart in production");
  }

  @Test
  void whatTheCatalogHasIsUsedUnderItsOwnName() {
    var live =
        new EnvironmentView(EnvironmentId.next(), "live", "Live", EnvironmentClass.PRODUCTION, 9);
    var estate = estate(live, List.of(), List.of());
    var candidate =
        only(
            estate,
            survey(
                Map.of(),
                List.of(),
                found(
                    "x/web", Map.of("environment", "prod", "team", "Students", "system", "EMIS"))),
            "lab");
    assertThat(candidate.environment().value()).isEqualTo("live");
    assertThat(candidate.system().value()).isEqualTo("emis");
    assertThat(candidate.team().value()).isEqualTo("students");
    assertThat(candidate.team().reason()).isEqualTo("from label team=Students");
  }

  @Test
  void anOwnerThatIsNoTeamIsSaidAndNotProposed() {
    var team =
        only(EMPTY, survey(Map.of(), List.of(), found("x/web", Map.of("owner", "nobody"))), "lab")
            .team();
    assertThat(team.value()).isEmpty();
    assertThat(team.reason()).isEqualTo("from label owner=nobody, and there is no such team");
  }

  @Test
  void hostileLabelsBecomeSlugsOrNothing() {
    var candidate =
        only(
            EMPTY,
            survey(
                Map.of(),
                List.of(),
                found(
                    "x/web",
                    Map.of(
                        "environment", "<script>alert(1)</script>",
                        "app.kubernetes.io/part-of", "../../etc/passwd",
                        "team", "${7*7}"))),
            "lab");
    assertThat(candidate.environment().value()).isEqualTo("script-alert-1-script");
    assertThat(candidate.system().value()).isEqualTo("etc-passwd");
    assertThat(candidate.team().value()).isEmpty();
  }

  @Test
  void whatItCallsIsNeededUnderItsProposedName() {
    var survey =
        survey(
            Map.of(),
            List.of(new Call(ref("shop/web"), ref("shop/redis"), "it names host redis")),
            found("shop/redis", Map.of()),
            found("shop/web", Map.of(), "istio-proxy", "web"));
    var web = Proposals.of(EMPTY, survey, "lab").getLast();
    assertThat(web.container()).isEqualTo("web");
    assertThat(web.needs())
        .extracting(need -> need.service() + ": " + need.because())
        .containsExactly("redis: it names host redis");
  }

  @Test
  void kubernetesOwnNamespacesAreMarkedAndComeLast() {
    var survey =
        survey(
            Map.of(), List.of(), found("kube-system/redis", Map.of()), found("z/redis", Map.of()));
    assertThat(Proposals.of(EMPTY, survey, "lab"))
        .extracting(each ->
            each.workload().namespace() + " " + each.platform() + " " + each.service().value())
        .containsExactly("z false redis", "kube-system true kube-redis");
  }

  @Test
  void anotherLookTellsWhatChangedAndWhatIsGone() {
    var web = service("web");
    var worker = service("worker");
    var cache = service("cache");
    var estate =
        estate(
            PRODUCTION,
            List.of(cache, web, worker),
            List.of(
                placed(web, "shop/web", "web"),
                placed(worker, "shop/worker", "worker"),
                placed(cache, "shop/cache", "cache")));
    var survey =
        survey(
            Map.of(),
            List.of(new Call(ref("shop/web"), ref("shop/cache"), "told")),
            found("shop/web", Map.of("environment", "staging", "team", "data"), "front"),
            found("shop/cache", Map.of(), "cache"));
    var found = Proposals.of(estate, survey, "lab");
    assertThat(found)
        .extracting(each -> each.workload().name() + " " + each.state())
        .containsExactly("cache ADOPTED", "web CHANGED", "worker GONE");
    assertThat(found.get(1).changes())
        .containsExactly(
            "Container web is not in it any more; it has front.",
            "Its environment here is production; from label environment=staging it would be staging.",
            "Its owner here is students; from label team=data it would be data.",
            "It seems to need cache, which is not declared: told.");
  }

  @Test
  void whatCouldNotBeListedIsNotGone() {
    var web = service("web");
    var estate = estate(PRODUCTION, List.of(web), List.of(placed(web, "shop/web", "web")));
    var blind =
        new ClusterSurvey(Instant.EPOCH, List.of(), List.of(), List.of(), Set.of(), List.of("no"));
    assertThat(Proposals.of(estate, blind, "lab")).isEmpty();
  }

  static Estate estate(
      EnvironmentView stage, List<ServiceView> services, List<Placement> placements) {
    return new Estate(
        List.of(EMIS), List.of(stage), services, EMPTY.teams(), placements, List.of(), Map.of());
  }

  static ServiceView service(String slug) {
    return new ServiceView(
        ServiceId.next(),
        slug,
        slug,
        "",
        EMIS.id(),
        "emis",
        "EMIS",
        STUDENTS.id(),
        "students",
        "Students",
        3,
        Lifecycle.PRODUCTION,
        List.of());
  }

  static Placement placed(ServiceView service, String path, String container) {
    return new Placement(PlacementId.next(), service.id(), PRODUCTION.id(), ref(path), container);
  }
}
