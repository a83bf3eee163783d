package dev.slipway.slo;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes objectives over from a file of Sloth, OpenSLO or Pyrra.
///
/// @param text the file, of any number of documents
/// @param services slugs by the names that the file has for services, where those are no slugs; an
///   empty name stands for objectives of which the file names no service
/// @param namespaces slugs of environments by the namespaces that objects of a cluster stand in
/// @param environment slug for those of which the file names none that is known
/// @param datasource where they are counted; null for the only one that has the samples of the
///   environment
/// @param active whether those without a fault count at once; drafts otherwise
public record ImportObjectives(
    String text,
    Map<String, String> services,
    Map<String, String> namespaces,
    String environment,
    @Nullable UUID datasource,
    boolean active) {

  public ImportObjectives {
    services = Map.copyOf(services);
    namespaces = Map.copyOf(namespaces);
  }

  /// A file that came from no cluster.
  public ImportObjectives(
      String text,
      Map<String, String> services,
      String environment,
      @Nullable UUID datasource,
      boolean active) {
    this(text, services, Map.of(), environment, datasource, active);
  }
}
