package dev.slipway.sandbox;

import dev.slipway.catalog.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where else to look: the runbook of every service, and the boards and logs of its system.
final class DemonstrationLinks {

  private static final Map<String, List<Link>> SYSTEMS =
      Map.of(
          "platform-edu",
          List.of(
              new Link("Grafana 893", "https://grafana.platform.edu/d/893"),
              new Link("Grafana 7249", "https://grafana.platform.edu/d/7249")),
          "emis",
          List.of(new Link("Logs", "https://kibana.emis.local/app/discover")),
          "quizmentor",
          List.of(new Link("SRE Dashboard", "https://grafana.quizmentor.example/d/sre")),
          "voting",
          List.of(
              new Link("Logs", "https://logs.voting.example"),
              new Link("Traces", "https://traces.voting.example")),
          "iot",
          List.of(new Link("Boards", "https://grafana.iot.example/dashboards")));

  private DemonstrationLinks() {}

  static List<Link> of(String system, String service) {
    var links = new ArrayList<Link>();
    links.add(new Link("Runbook", "https://wiki." + system + ".example/runbooks/" + service));
    links.addAll(SYSTEMS.getOrDefault(system, List.of()));
    return links;
  }
}
