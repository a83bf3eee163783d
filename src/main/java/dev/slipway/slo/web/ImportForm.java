package dev.slipway.slo.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.ImportObjectives;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of objectives as pasted, with what the file does not say.
///
/// @param services slugs by the names that the file has for services
/// @param namespaces slugs of environments by namespace, of objects that a cluster keeps
/// @param datasource id; empty for the only one of the environment
record ImportForm(
    String text,
    String environment,
    String datasource,
    boolean active,
    Map<String, String> services,
    Map<String, String> namespaces) {

  private static final int MOST_NAMESPACES = 1_000;

  static final ImportForm EMPTY = ofCluster("", Map.of());

  static ImportForm ofCluster(String text, Map<String, String> namespaces) {
    return new ImportForm(text, "", "", true, Map.of(), namespaces);
  }

  /// Names of a file may hold commas, which a binder would take apart.
  static ImportForm of(HttpServletRequest request) {
    Map<String, String> services = new LinkedHashMap<>();
    var named = request.getParameterValues("named");
    var as = request.getParameterValues("as");
    for (var at = 0; named != null && as != null && at < Math.min(named.length, as.length); at++) {
      if (!as[at].isBlank()) {
        services.put(named[at], as[at].strip());
      }
    }
    return new ImportForm(
        text(request.getParameter("text")),
        text(request.getParameter("environment")),
        text(request.getParameter("datasource")),
        "true".equals(request.getParameter("active")),
        services,
        namespaces(request));
  }

  private static Map<String, String> namespaces(HttpServletRequest request) {
    Map<String, String> namespaces = new LinkedHashMap<>();
    var sent = request.getParameterValues("namespace");
    for (var each : sent == null ? new String[0] : sent) {
      var at = each.indexOf('=');
      if (at > 0 && namespaces.size() < MOST_NAMESPACES) {
        namespaces.put(each.substring(0, at), each.substring(at + 1));
      }
    }
    return namespaces;
  }

  ImportObjectives wish() {
    if (text.isBlank()) {
      throw new FieldRefused("text", "Choose a file, or paste it.");
    }
    return new ImportObjectives(text, services, namespaces, environment, source(), active);
  }

  private @Nullable UUID source() {
    try {
      return datasource.isEmpty() ? null : UUID.fromString(datasource);
    } catch (IllegalArgumentException _) {
      throw new FieldRefused("datasource", "Choose one of the list.");
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
