package dev.slipway.deployments.web;

import dev.slipway.clusters.PodState;
import dev.slipway.deployments.DeploymentSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The log of one container of a pod, chosen beside a deployment; a pod of the new template unless
/// somebody chose another.
///
/// @param whyNot why this person may not read it; null where they may
/// @param pod null while no pod is there
/// @param started whether the container can have written something
public record LogPanel(
    DeploymentSummary summary,
    List<PodState> pods,
    @Nullable PodState pod,
    String container,
    boolean started,
    @Nullable String whyNot) {

  static LogPanel of(
      DeploymentSummary summary,
      List<PodState> all,
      String wantedPod,
      String wantedContainer,
      String usual,
      @Nullable String whyNot) {
    if (whyNot != null) {
      return new LogPanel(summary, List.of(), null, usual, false, whyNot);
    }
    // The new ones first, and of those one that fails: its log is what people came for.
    var pods =
        all.stream()
            .sorted(
                Comparator.comparing((PodState pod) -> !pod.newest())
                    .thenComparing(pod -> !pod.failing())
                    .thenComparing(PodState::name))
            .toList();
    var pod =
        pods.stream()
            .filter(each -> each.name().equals(wantedPod))
            .findFirst()
            .or(() -> pods.stream().filter(PodState::newest).findFirst())
            .orElse(null);
    var container =
        pod == null
            ? usual
            : pod.containers().stream()
                .filter(wantedContainer::equals)
                .findFirst()
                .or(() -> pod.containers().stream().filter(usual::equals).findFirst())
                .or(() -> pod.containers().stream().findFirst())
                .orElse(usual);
    return new LogPanel(
        summary, pods, pod, container, pod != null && started(pod, wantedContainer), null);
  }

  /// Init containers come first: whoever names one may read it before the pod runs.
  private static boolean started(PodState pod, String wantedContainer) {
    return pod.ready()
        || pod.restarts() > 0
        || pod.failing()
        || pod.terminating()
        || pod.reason().equals("Running")
        || !wantedContainer.isEmpty();
  }

  /// Whether to look again soon.
  public boolean waits() {
    return whyNot == null && !started;
  }

  public Map<String, String> podChoices() {
    var choices = new LinkedHashMap<String, String>();
    pods.forEach(each ->
        choices.put(
            each.name(), each.name() + (each.newest() ? ", new, " : ", old, ") + each.reason()));
    return choices;
  }

  public List<String> containers() {
    return pod == null ? List.of() : pod.containers();
  }

  /// The page of the log, which needs no script.
  public String page() {
    return "/services/" + summary.service() + "/env/" + summary.environment() + "/logs";
  }

  public String follow() {
    return page()
        + "/follow?lines=100&container="
        + encoded(container)
        + "&pod="
        + encoded(pod == null ? "" : pod.name());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
