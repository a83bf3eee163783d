package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;

/// Production data of which the portal knows no good backup that is young enough.
///
/// @param data what would be lost, such as `StatefulSet emis-data/mysql`, or the name of a declared
///   backup where no cluster shows the data
/// @param clusterSlug empty where no cluster shows the data
/// @param known false where what was asked did not tell all: not to know is not bad, and not well
///   either
/// @param why in a sentence, with what is there instead
/// @param href path of the page where somebody can do something about it
public record BackupFinding(
    ServiceView service,
    EnvironmentView environment,
    String data,
    String clusterSlug,
    boolean known,
    String why,
    String href) {

  /// For people.
  public String word() {
    return known ? "No good backup" : "Not known";
  }

  /// The word by which pages draw it.
  public String look() {
    return known ? "blocked" : "unknown";
  }
}
