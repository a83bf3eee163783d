package dev.slipway.journeys;

import com.microsoft.playwright.Page;
import dev.slipway.kernel.UuidV7;
import dev.slipway.sandbox.registry.SimulatedRegistry;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Kubectl;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A portal in production mode on a real API server, with workloads in a namespace of its own. All
/// that the portal knows was entered on its pages, and all that it may do there is what
/// `k8s/access` grants.
final class RealYard implements Yard {

  private static final List<String> STUDENT_TAGS = List.of("1.0.0", "1.0.1", "1.1.0");

  private static final List<String> QUIZ_TAGS = List.of("2.4.0", "2.5.0");

  private final String namespace = "journey-" + UuidV7.next().toString().substring(9);
  private final Kubectl kubectl;
  private final SimulatedRegistry registry = SimulatedRegistry.start(0);
  private @Nullable PortalProcess portal;
  private AutoCloseable beside = () -> {};

  private RealYard(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  static RealYard open(Browser browser) throws Exception {
    return open(browser, List.of());
  }

  static RealYard open(Browser browser, List<String> settings) throws Exception {
    return open(browser, settings, (_, _) -> {});
  }

  /// The same with a service more, which a Prometheus counts that runs beside it.
  static RealYard openWithBudget(Browser browser) throws Exception {
    return open(
        browser,
        // The Prometheus of the tests listens there.
        List.of("--slipway.slo.allow-loopback=true"),
        (yard, portal) -> {
          var folder = Files.createTempDirectory(Path.of("target"), "used-budget");
          var prometheus = UsedBudget.start(folder);
          yard.beside = prometheus;
          var quizzes = BudgetDay.PLACE;
          yard.kubectl.apply(RealWorkloads.one(quizzes, yard.namespace));
          yard.kubectl.run(
              "-n",
              yard.namespace,
              "annotate",
              "deployment/" + quizzes.name(),
              "argocd.argoproj.io/tracking-id=quizmentor:apps/Deployment:" + quizzes.name());
          BudgetDay.in(browser, portal, yard.namespace).live(prometheus.address());
        });
  }

  private interface NextDay {

    void live(RealYard yard, PortalProcess portal) throws Exception;
  }

  private static RealYard open(Browser browser, List<String> settings, NextDay next)
      throws Exception {
    var yard = new RealYard(Kubectl.ofRealCluster());
    try {
      var started = yard.launch(settings);
      yard.portal = started;
      FirstDay.in(browser, started, yard.namespace).live();
      next.live(yard, started);
      return yard;
    } catch (Exception | AssertionError failure) {
      yard.close();
      throw failure;
    }
  }

  private PortalProcess launch(List<String> settings) throws Exception {
    STUDENT_TAGS.forEach(tag -> registry.push("student-service", tag));
    QUIZ_TAGS.forEach(tag -> registry.push("orchestrator", tag));
    kubectl.run("create", "namespace", namespace);
    kubectl.apply(RealWorkloads.in(namespace));
    var folder = Files.createTempDirectory(Path.of("target"), "real-journey");
    var all = new ArrayList<>(settings);
    all.add("--slipway.mode=production");
    all.add("--slipway.data-dir=" + folder.resolve("data").toAbsolutePath());
    all.add("--slipway.clusters[0].slug=real");
    all.add("--slipway.clusters[0].name=Real cluster");
    all.add("--slipway.clusters[0].kubeconfig=" + kubectl.account(folder));
    // The registry of the voting app is left out: nothing answers at its name.
    registry(all, 0, "registry.emis.local");
    registry(all, 1, "registry.quizmentor.local");
    return PortalProcess.start(folder, all);
  }

  private void registry(List<String> settings, int index, String host) {
    settings.add("--slipway.registries[%d].host=%s".formatted(index, host));
    settings.add(
        "--slipway.registries[%d].endpoint=http://127.0.0.1:%d".formatted(index, registry.port()));
  }

  void losesItsPrometheus() throws Exception {
    beside.close();
  }

  @Override
  public String url() {
    return Objects.requireNonNull(portal).url();
  }

  @Override
  public void signIn(Page page, String handle) {
    page.getByLabel("Name").fill(handle);
    page.getByLabel("Password").fill(FirstDay.passwordOf(handle));
    page.locator("main form button").click();
  }

  @Override
  public JsonNode deployment(String service, String environment) {
    return kubectl.json(
        "-n", namespace, "get", "deployment", RealWorkloads.name(service, environment));
  }

  @Override
  public JsonNode autoscaler() {
    return kubectl.json("-n", namespace, "get", "hpa", "student-service-hpa");
  }

  @Override
  public void setImage(String service, String environment, String image) {
    var workload = "deployment/" + RealWorkloads.name(service, environment);
    kubectl.run("-n", namespace, "set", "image", workload, service + "=" + image);
  }

  @Override
  public void close() {
    if (portal != null) {
      portal.close();
    }
    try {
      beside.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    registry.close();
    kubectl.run("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
  }
}
