package dev.slipway.deployments.web;

import dev.slipway.clusters.PodState;
import dev.slipway.deployments.DeploymentSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The log of one container of a pod, chosen beside a deployment; a pod of the new template unless
/// somebody chose another.
///
/// @param choices what is said of every pod, by its name; also of a chosen one that is gone
/// @param chosen name of the pod, or an empty string while there is none to show
/// @param started whether the container can have written something
/// @param whyNot why this person may not read it; null where they may
public record LogPanel(
    DeploymentSummary summary,
    Map<String, String> choices,
    String chosen,
    List<String> containers,
    String container,
    boolean started,
    @Nullable String whyNot) {

  private static final String ELSE = ", of another version, ";

  /// @param written whether the template of now is that of the deployment; until then every pod is
  ///   old
  static LogPanel of(
      DeploymentSummary summary,
      List<PodState> all,
      boolean written,
      String wantedPod,
      String wantedContainer,
      String usual,
      @Nullable String whyNot) {
    if (whyNot != null) {
      return new LogPanel(summary, Map.of(), "", List.of(), usual, false, whyNot);
    }
    Predicate<PodState> isNew = pod -> written && pod.newest();
    // What follows an end is neither old nor new to it.
    var other = written || summary.state().isActive() ? ", old, " : ELSE;
    // The new ones first, and of those one that fails: its log is what people came for.
    var pods =
        all.stream()
            .sorted(
                Comparator.comparing((PodState pod) -> !isNew.test(pod))
                    .thenComparing(pod -> !pod.failing())
                    .thenComparing(PodState::name))
            .toList();
    var choices = new LinkedHashMap<String, String>();
    pods.forEach(pod ->
        choices.put(
            pod.name(), pod.shortName() + (isNew.test(pod) ? ", new, " : other) + pod.reason()));
    var pod = chosen(pods, wantedPod, isNew);
    if (pod.isPresent()) {
      var container = container(pod.get(), wantedContainer, usual);
      return new LogPanel(
          summary,
          choices,
          pod.get().name(),
          pod.get().containers(),
          container,
          started(pod.get(), wantedContainer),
          null);
    }
    if (wantedPod.isEmpty()) {
      return new LogPanel(summary, choices, "", List.of(), usual, false, null);
    }
    // What it wrote stays on the page until somebody chooses another.
    choices.put(wantedPod, wantedPod + ", gone");
    return new LogPanel(
        summary, choices, wantedPod, List.of(wantedContainer), wantedContainer, true, null);
  }

  private static Optional<PodState> chosen(
      List<PodState> pods, String wanted, Predicate<PodState> isNew) {
    return pods.stream()
        .filter(pod -> wanted.isEmpty() ? isNew.test(pod) : pod.name().equals(wanted))
        .findFirst();
  }

  private static String container(PodState pod, String wanted, String usual) {
    return List.of(wanted, usual).stream()
        .filter(pod.containers()::contains)
        .findFirst()
        .or(() -> pod.containers().stream().findFirst())
        .orElse(usual);
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
    return whyNot == null && !started && !isOver();
  }

  /// Whether its pods are gone, so that there is nothing to wait for.
  public boolean isOver() {
    return whyNot == null && !started && !summary.state().isActive() && chosen.isEmpty();
  }

  /// Changes whenever the choice reads differently.
  public String seen() {
    return Integer.toHexString((choices + chosen).hashCode());
  }

  /// The page of the log, which needs no script.
  public String page() {
    return "/services/" + summary.service() + "/env/" + summary.environment() + "/logs";
  }

  public String follow() {
    return page() + "/follow?lines=100&container=" + encoded(container) + "&pod=" + encoded(chosen);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
