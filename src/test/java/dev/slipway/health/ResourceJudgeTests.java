package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.CRITICAL;
import static dev.slipway.health.ResourceLevel.OK;
import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static dev.slipway.health.ResourceLevel.WARNING;
import static dev.slipway.health.ResourceMother.DATABASE;
import static dev.slipway.health.ResourceMother.MORNING;
import static dev.slipway.health.ResourceMother.NOON;
import static dev.slipway.health.ResourceMother.ORCHESTRATOR;
import static dev.slipway.health.ResourceMother.PLACED;
import static dev.slipway.health.ResourceMother.name;
import static dev.slipway.health.ResourceMother.template;
import static dev.slipway.health.ResourceMother.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Certificate;
import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Node;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.clusters.resources.ClusterResources.Quota;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ClusterResources.Scaler;
import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who needs what, and whether anybody answers behind a Service.
class ResourceJudgeTests {

  private final Map<ResourceKind, Told> told = new EnumMap<>(ResourceKind.class);
  private List<Way> services =
      List.of(
          way("learning-orchestrator", Map.of("app", "learning-orchestrator"), 3, 3),
          way("postgres-primary", Map.of("app", "postgres-primary"), 0, 1),
          way("postgres-replica", Map.of("app", "postgres-replica"), 0, 0));
  private List<Template> templates =
      List.of(
          template(WorkloadKind.DEPLOYMENT, "learning-orchestrator", 3),
          template(WorkloadKind.STATEFUL_SET, "postgres-primary", 1));

  private List<Certificate> certificates = List.of();
  private List<Node> nodes = List.of();
  private List<Pod> pods = List.of();
  private List<Usage> usage = List.of();

  ResourceJudgeTests() {
    Arrays.stream(ResourceKind.values()).forEach(kind -> told.put(kind, Told.ALL));
  }

  @Test
  void aServiceThatSelectsNothingIsAnOutageThatNoServiceOfThePortalHas() {
    var replica = of("postgres-replica");
    assertThat(replica.level()).isEqualTo(CRITICAL);
    assertThat(replica.reason()).contains("app=postgres-replica", "Every call fails");
    assertThat(replica.places()).isEmpty();
  }

  @Test
  void aServiceWithoutReadyPodsStandsBesideItsWorkload() {
    assertThat(of("learning-orchestrator").level()).isEqualTo(OK);
    assertThat(of("learning-orchestrator").reason()).isEqualTo("3 of 3 endpoints ready.");
    var primary = of("postgres-primary");
    assertThat(primary.level()).isEqualTo(CRITICAL);
    assertThat(primary.reason()).contains("Its only endpoint is not ready");
    assertThat(primary.places()).containsExactly(DATABASE);
    // Its pods say so already, and sooner.
    assertThat(primary.felt()).isFalse();
  }

  @Test
  void aWorkloadThatIsScaledToNothingIsNoSurprise() {
    templates = List.of(template(WorkloadKind.STATEFUL_SET, "postgres-primary", 0));
    assertThat(of("postgres-primary").level()).isEqualTo(WARNING);
    assertThat(of("postgres-primary").reason()).contains("scaled to 0");
  }

  @Test
  void withoutEndpointsNothingIsSaidOfThem() {
    told.put(ResourceKind.ENDPOINTS, new Told(Told.State.FORBIDDEN, "No right."));
    assertThat(of("postgres-replica").level()).isEqualTo(UNKNOWN);
    assertThat(of("learning-orchestrator").level()).isEqualTo(UNKNOWN);
  }

  @Test
  void whatWasJustMadeAndWhatOthersKeepIsNotAccused() {
    services =
        List.of(
            new Way(
                name("new"),
                "ClusterIP",
                false,
                Map.of("app", "new"),
                0,
                0,
                List.of(),
                NOON.minusSeconds(60)),
            new Way(name("elsewhere"), "ExternalName", false, Map.of(), 0, 0, List.of(), MORNING),
            way("by-hand", Map.of(), 0, 0));
    assertThat(of("new").level()).isEqualTo(OK);
    assertThat(of("by-hand").level()).isEqualTo(WARNING);
    assertThat(readings()).noneMatch(one -> one.name().equals("elsewhere"));
  }

  @Test
  void aLoadBalancerWithoutAddressIsAWarning() {
    services =
        List.of(
            new Way(name("gateway"), "LoadBalancer", false, Map.of(), 2, 2, List.of(), MORNING));
    assertThat(of("gateway").level()).isEqualTo(WARNING);
    assertThat(of("gateway").reason()).contains("2 of 2", "No load balancer");
  }

  @Test
  void anIngressThatLeadsNowhereIsCriticalAndOneToAnEmptyServiceAWarning() {
    var broken = ingress("learning-orchestrator", "adaptive-engine");
    assertThat(broken.level()).isEqualTo(CRITICAL);
    assertThat(broken.reason())
        .contains(
            "api.quizmentor.com/adaptive-engine leads to Service adaptive-engine", "not exist")
        .doesNotContain("learning-orchestrator");
    assertThat(broken.places()).containsExactly(ORCHESTRATOR);
    assertThat(ingress("learning-orchestrator", "postgres-replica").level()).isEqualTo(WARNING);
    assertThat(ingress("learning-orchestrator").level()).isEqualTo(OK);
    told.put(ResourceKind.SERVICE, new Told(Told.State.PART, "Only the first."));
    assertThat(ingress("adaptive-engine").level()).isEqualTo(UNKNOWN);
  }

  @Test
  void aQuotaConcernsItsNamespaceAnAutoscalerWhatItScalesAndAClaimWhoMountsIt() {
    var readings =
        ResourceJudge.readings(
            resources(
                List.of(
                    new Scaler(
                        name("hpa"),
                        "Deployment",
                        "learning-orchestrator",
                        3,
                        10,
                        3,
                        3,
                        List.of())),
                List.of(new Quota(name("compute-quota"), List.of())),
                List.of(new Claim(name("data-postgres-primary-0"), "Lost", "1Gi", "", MORNING)),
                List.of()),
            "quizmentor",
            "QuizMentor",
            PLACED,
            Measured.NOTHING);
    assertThat(find(readings, "hpa").places()).containsExactly(ORCHESTRATOR);
    assertThat(find(readings, "compute-quota").places()).containsExactly(ORCHESTRATOR, DATABASE);
    var lost = find(readings, "data-postgres-primary-0");
    assertThat(lost.places()).containsExactly(DATABASE);
    assertThat(lost.felt()).isTrue();
    assertThat(ResourceFacts.of(lost, true))
        .containsOnlyKeys(DATABASE)
        .allSatisfy((_, fact) -> {
          assertThat(fact.state()).isEqualTo(HealthState.DEGRADED);
          assertThat(fact.asOf()).isEqualTo(NOON);
          assertThat(fact.counts()).isTrue();
        });
    // What is too old has no say.
    assertThat(ResourceFacts.of(lost, false))
        .allSatisfy((_, fact) -> assertThat(fact.counts()).isFalse());
  }

  @Test
  void aCertificateConcernsWhoeverIsBehindTheIngressThatServesWithIt() {
    certificates =
        List.of(
            new Certificate(
                name("tls"),
                "quizmentor-tls",
                List.of("api.quizmentor.com"),
                NOON.minusSeconds(1),
                null,
                List.of()),
            new Certificate(name("other"), "other-tls", List.of(), NOON, null, List.of()));
    var readings = withIngress("learning-orchestrator");
    assertThat(find(readings, "tls").places()).containsExactly(ORCHESTRATOR);
    assertThat(find(readings, "tls").felt()).isTrue();
    assertThat(find(readings, "other").places()).isEmpty();
  }

  @Test
  void aNodeConcernsWhatRunsOnItAndAPodItsService() {
    nodes =
        List.of(
            new Node(
                "general-1",
                false,
                Size.UNKNOWN,
                List.of(new State("Ready", "True", "", "", MORNING))));
    pods =
        List.of(
            new Pod(name("orchestrator-abc"), Pod.Trouble.EVICTED, "rs", "Low on memory.", NOON),
            new Pod(name("orchestrator-old"), Pod.Trouble.EVICTED, "rs", "Low on disk.", MORNING));
    assertThat(of("general-1").places()).containsExactly(ORCHESTRATOR, DATABASE);
    var evicted = of("orchestrator-abc");
    assertThat(evicted.places()).containsExactly(ORCHESTRATOR);
    assertThat(evicted.reason()).contains("2 pods were put out", "Low on memory");
    assertThat(readings()).noneMatch(one -> one.name().equals("orchestrator-old"));
  }

  @Test
  void whatItsPodsTakeStandsBesideTheWorkload() {
    usage =
        List.of(
            new Usage(
                name("orchestrator-abc"),
                new BigDecimal("0.12"),
                BigDecimal.valueOf(1L << 29),
                NOON),
            new Usage(name("foreign-abc"), BigDecimal.TEN, BigDecimal.valueOf(1L << 40), NOON));
    var taken =
        readings().stream()
            .filter(one -> one.sort() == ResourceSort.USAGE)
            .filter(one -> one.places().contains(ORCHESTRATOR))
            .toList();
    assertThat(taken).singleElement().matches(one -> one.percent() != null && one.percent() == 50);
  }

  @Test
  void withoutAMetricsServerNothingIsSaidOfUsage() {
    told.put(ResourceKind.POD_USAGE, new Told(Told.State.NOT_INSTALLED, "None."));
    assertThat(readings()).noneMatch(one -> one.sort() == ResourceSort.USAGE);
  }

  private ResourceReading of(String name) {
    return find(readings(), name);
  }

  private List<ResourceReading> readings() {
    return judged(resources(List.of(), List.of(), List.of(), List.of()));
  }

  private static List<ResourceReading> judged(ClusterResources resources) {
    return ResourceJudge.readings(resources, "quizmentor", "QuizMentor", PLACED, Measured.NOTHING);
  }

  private ResourceReading ingress(String... to) {
    return find(withIngress(to), "quizmentor-ingress");
  }

  private List<ResourceReading> withIngress(String... to) {
    var backends =
        Arrays.stream(to)
            .map(service -> new Route.Backend("api.quizmentor.com/" + service, service))
            .toList();
    var route =
        new Route(
            name("quizmentor-ingress"),
            backends,
            List.of("203.0.113.7"),
            Set.of("api.quizmentor.com"),
            Set.of("quizmentor-tls"));
    return judged(resources(List.of(), List.of(), List.of(), List.of(route)));
  }

  private ClusterResources resources(
      List<Scaler> scalers, List<Quota> quotas, List<Claim> claims, List<Route> ingresses) {
    return new ClusterResources(
        NOON,
        told,
        scalers,
        quotas,
        claims,
        services,
        ingresses,
        templates,
        certificates,
        nodes,
        pods,
        usage,
        Map.of());
  }

  private static ResourceReading find(List<ResourceReading> readings, String name) {
    return readings.stream()
        .filter(one -> one.name().equals(name) && one.sort() != ResourceSort.USAGE)
        .findFirst()
        .orElseThrow(() -> new AssertionError(readings));
  }
}
