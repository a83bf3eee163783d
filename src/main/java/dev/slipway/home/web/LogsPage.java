package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.PodState;
import dev.slipway.shell.Choice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The log of one container: its last lines, or followed while somebody reads it.
///
/// @param lines those that hold the text that was asked for; none while followed
/// @param read how many were read
record LogsPage(
    ServiceView service,
    EnvironmentView environment,
    List<PodState> pods,
    Asked asked,
    List<String> containers,
    List<String> lines,
    int read) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), cell()));
  }

  public String cell() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public Map<String, String> podChoices() {
    Map<String, String> choices = new LinkedHashMap<>();
    pods.forEach(pod -> choices.put(pod.name(), pod.shortName() + ", " + pod.reason()));
    choices.putIfAbsent(asked.pod(), asked.pod());
    return choices;
  }

  public Map<String, String> containerChoices() {
    Map<String, String> choices = new LinkedHashMap<>();
    containers.forEach(name -> choices.put(name, name));
    return choices;
  }

  public String followHref() {
    return cell()
        + "/logs/follow?pod=%s&container=%s&lines=%d"
            .formatted(encoded(asked.pod()), encoded(asked.container()), asked.lines())
        + (asked.q().isEmpty() ? "" : "&q=" + encoded(asked.q()));
  }

  public String followed() {
    return asked.q().isEmpty()
        ? "Followed log"
        : "Followed log, lines that hold \"" + asked.q() + "\"";
  }

  public String shown() {
    if (asked.q().isEmpty()) {
      return "last %d lines".formatted(lines.size());
    }
    return "%d of the last %d lines hold \"%s\"".formatted(lines.size(), read, asked.q());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// Which log, as the address says.
  ///
  /// @param previous the container before its last restart
  record Asked(
      String pod, String container, boolean previous, int lines, String q, boolean follow) {}
}
