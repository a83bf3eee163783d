package dev.slipway.integrations.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which calls read and change what a page shows. The only place that knows both sides.
final class PageCalls {

  private static final String SERVICE = "service";
  private static final String ENVIRONMENT = "environment";

  /// @param names what the groups of the pattern are called
  private record Kind(Pattern page, List<String> names, List<String> calls) {

    Kind(String page, List<String> names, String... calls) {
      this(Pattern.compile(page), names, List.of(calls));
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("/", List.of(), "listWorkloads", "listServices"),
          new Kind("/services", List.of(), "listServices"),
          new Kind(
              "/services/([^/]+)/env/([^/]+)(?:/.*)?",
              List.of(SERVICE, ENVIRONMENT),
              "listWorkloads",
              "askGate",
              "makePlan",
              "listDeployments"),
          new Kind("/services/([^/]+)/deployments", List.of(SERVICE), "listDeployments"),
          new Kind(
              "/services/([^/]+)",
              List.of(SERVICE),
              "getService",
              "listWorkloads",
              "askGate",
              "listEvidence",
              "recordEvidence"),
          new Kind("/systems/([^/]+)", List.of("system"), "listServices"),
          new Kind("/teams/([^/]+)", List.of("team"), "listServices"),
          new Kind("/environments/([^/]+)(?:/.*)?", List.of(ENVIRONMENT), "listWorkloads"),
          new Kind("/clusters(?:/.*)?", List.of(), "listClusters"),
          new Kind("/deployments", List.of(), "listDeployments"),
          new Kind(
              "/deployments/([0-9a-fA-F-]{36})",
              List.of("deployment"),
              "getDeployment",
              "abortDeployment",
              "rollBackDeployment"),
          new Kind("/plans/new", List.of(), "askGate", "makePlan"),
          new Kind(
              "/plans/([0-9a-fA-F-]{36})(?:/.*)?",
              List.of("plan"),
              "getPlan",
              "startPlan",
              "submitPlan",
              "withdrawPlan"),
          new Kind("/gate/decisions", List.of(), "listGateDecisions", "askGate"),
          new Kind("/gate/decisions/([0-9a-fA-F-]{36})", List.of("decision"), "getGateDecision"),
          new Kind("/approvals(?:/.*)?", List.of(), "listApprovals"),
          new Kind("/audit(?:/.*)?", List.of(), "listAuditEvents", "exportAuditEvents"));

  private PageCalls() {}

  /// Calls with what is known of their parameters.
  record Here(List<String> calls, Map<String, String> known) {}

  static Here of(String path, Map<String, String> query) {
    for (var kind : KINDS) {
      var found = kind.page().matcher(path);
      if (found.matches()) {
        return new Here(kind.calls(), known(kind, found.toMatchResult(), query));
      }
    }
    return new Here(List.of(), Map.of());
  }

  private static Map<String, String> known(
      Kind kind, MatchResult found, Map<String, String> query) {
    var known = new LinkedHashMap<>(query);
    known.remove("cursor");
    for (var group = 0; group < kind.names().size(); group++) {
      known.put(kind.names().get(group), found.group(group + 1));
    }
    if ("decided".equals(known.get("tab"))) {
      known.put("state", "decided");
    }
    return known;
  }
}
