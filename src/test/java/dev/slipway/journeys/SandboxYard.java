package dev.slipway.journeys;

import com.microsoft.playwright.Page;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The sandbox as everybody starts it, its simulated clusters in processes of their own.
final class SandboxYard implements Yard {

  private final SimulatorProcess simulator;
  private final PortalProcess portal;

  private SandboxYard(SimulatorProcess simulator, PortalProcess portal) {
    this.simulator = simulator;
    this.portal = portal;
  }

  static SandboxYard open() throws Exception {
    return open(List.of());
  }

  static SandboxYard open(List<String> settings) throws Exception {
    var folder = Files.createTempDirectory(Path.of("target"), "sandbox-journey");
    var simulator = SimulatorProcess.start(folder.resolve("clusters"));
    try {
      var all = new ArrayList<>(settings);
      all.add("--slipway.data-dir=" + folder.resolve("data").toAbsolutePath());
      all.add("--slipway.sandbox.attach=" + simulator.kubeconfigs());
      all.add("--slipway.sandbox.story=false");
      return new SandboxYard(simulator, PortalProcess.start(folder, all));
    } catch (Exception failure) {
      simulator.close();
      throw failure;
    }
  }

  @Override
  public String url() {
    return portal.url();
  }

  @Override
  public void signIn(Page page, String handle) {
    page.click("button[name=person][value=" + handle + "]");
  }

  @Override
  public JsonNode deployment(String service, String environment) throws Exception {
    return simulator.read(
        cluster(service),
        "/apis/apps/v1/namespaces/%s/deployments/%s"
            .formatted(namespace(service, environment), service));
  }

  @Override
  public JsonNode autoscaler() throws Exception {
    return simulator.read(
        "emis",
        "/apis/autoscaling/v2/namespaces/emis-services/horizontalpodautoscalers/"
            + "student-service-hpa");
  }

  @Override
  public void setImage(String service, String environment, String image) throws Exception {
    simulator.setImage(cluster(service), namespace(service, environment), service, service, image);
  }

  private static String cluster(String service) {
    return service.equals("student-service") ? "emis" : "voting";
  }

  private static String namespace(String service, String environment) {
    if (service.equals("student-service")) {
      return "emis-services";
    }
    return environment.equals("production") ? "prod" : environment;
  }

  @Override
  public void close() {
    portal.close();
    simulator.close();
  }
}
